/** Verbs that may set something going: a machine, a program, a device, a live page. */
import {
  type ContextualRow,
  type ContextualVerbs,
  ends,
  interacts,
  money,
  moves,
  physical,
  row,
  runs,
  within,
} from "./row.js";

const service: readonly ContextualRow[] = [
  within(["infrastructure", "hosting", "home", "media"], undefined, "Execute", runs),
  row("$service", "Execute", runs),
];

/** To run a question is to ask it; what is run as SQL or a command is told by its argument. */
const asked: readonly ContextualRow[] = [
  ends,
  row("query search aggregation aggregation-pipeline find-query search-query lookup analysis report", "Read"),
];

/** What has a size and no machine behind it. */
const pictured = "image photo picture model stl mesh shape layer node";

export const machineVerbs: ContextualVerbs = {
  drop: { otherwise: "Destructive", rows: [within(["browser"], undefined, "Execute", interacts)] },
  handle: { otherwise: "Write", rows: [within(["browser"], undefined, "Execute", interacts)] },
  trigger: { otherwise: "Execute", rows: [ends] },
  drain: { otherwise: "Execute", rows: [row("queue topic backlog stream mailbox buffer", "Destructive")] },
  evict: { otherwise: "Execute", rows: [row("consumer member user tenant session key entry cache", "Destructive")] },
  recreate: {
    otherwise: "Write",
    rows: [row("$machine server disk database volume", "Destructive", "what was there is lost")],
  },
  scrub: { otherwise: "Destructive", rows: [row("pool zpool raid array disk filesystem", "Execute", runs)] },
  rollback: {
    otherwise: "Execute",
    rows: [row("snapshot snapshot-lxc snapshot-vm lxc vm", "Destructive", "what came after the snapshot is lost")],
  },
  rebuild: {
    otherwise: "Execute",
    rows: [
      row("server instance droplet vm virtual-machine vps machine disk", "Destructive", "what is on it is overwritten"),
    ],
  },
  allocate: {
    otherwise: "Write",
    rows: [row("address ip elastic-ip floating-ip number phone-number gpu resource capacity", "Execute", runs)],
  },
  reconnect: { otherwise: "Execute", rows: [] },
  run: { otherwise: "Execute", rows: asked },
  execute: { otherwise: "Execute", rows: asked },
  start: {
    otherwise: "Execute",
    rows: [
      row("$talk", "Write"),
      row("search", "Read"),
      row("free-trial", "Write"),
      within(money, "subscription", "Financial", moves),
    ],
  },
  begin: { otherwise: "Execute", rows: [row("$talk transaction", "Write")] },
  stop: {
    otherwise: "Execute",
    rows: [
      row("$talk following", "Write"),
      row("build", "Destructive", "a stopped build is over"),
      row("subscription", "Destructive", "what is stopped is ended"),
      row(
        "payment cheque check payment-order standing-order direct-debit",
        "Destructive",
        "what is stopped is not paid",
      ),
    ],
  },
  pause: { otherwise: "Write", rows: service },
  resume: { otherwise: "Write", rows: service },
  unblock: { otherwise: "Write", rows: [row("job build step pipeline", "Execute", runs)] },
  unpause: { otherwise: "Write", rows: service },
  activate: {
    otherwise: "Write",
    rows: [
      within(["home"], undefined, "Execute", physical),
      row("scene sim card-purchase deployment release environment plugin extension", "Execute"),
    ],
  },
  suspend: {
    otherwise: "Execute",
    rows: [row("user member employee person account-user", "Write"), within(["identity"], undefined, "Write")],
  },
  restore: {
    otherwise: "Write",
    rows: [
      row(
        "project backup snapshot database db cluster instance server service environment volume table dump",
        "Execute",
        runs,
      ),
    ],
  },
  backup: { otherwise: "Execute", rows: [row("file note document", "Write")] },
  sync: {
    otherwise: "Write",
    rows: [
      row("application app connection connector pipeline source deployment cluster integration job", "Execute", runs),
    ],
  },
  refresh: {
    otherwise: "Read",
    rows: [
      row("token tokens cache index view materialized-view", "Execute", runs),
      row("dataset extract", "Execute", runs),
    ],
  },
  snapshot: { otherwise: "Read", rows: [within(["infrastructure", "hosting"], undefined, "Execute", runs)] },
  take: {
    otherwise: "Write",
    rows: [
      within(["infrastructure", "hosting"], "snapshot backup", "Execute", runs),
      row("$screen", "Read", "an image is taken of what is there"),
      row("ownership control", "Execute"),
    ],
  },
  rotate: { otherwise: "Execute", rows: [row("image photo picture page object shape", "Write")] },
  call: { otherwise: "Execute", rows: [] },
  test: {
    otherwise: "Execute",
    rows: [row("connection connectivity credentials auth authentication access regex", "Read")],
  },
  build: {
    otherwise: "Execute",
    rows: [
      row("query url filter link prompt context report", "Read"),
      row("form page document index segment", "Write"),
    ],
  },
  evaluate: {
    otherwise: "Read",
    rows: [row("$code", "Execute", runs), within(["browser"], undefined, "Execute", interacts)],
  },
  fire: { otherwise: "Execute", rows: [row("employee worker staff person user", "Destructive")] },
  press: { otherwise: "Execute", rows: [] },
  scroll: { otherwise: "Execute", rows: [] },
  resize: { otherwise: "Execute", rows: [row(pictured, "Write")] },
  scale: { otherwise: "Execute", rows: [row("$service $machine resource", "Execute", runs), row(pictured, "Write")] },
  slice: { otherwise: "Read", rows: [row("stl model mesh", "Execute", runs)] },
  sort: { otherwise: "Read", rows: [row("range column row sheet table", "Write")] },
  format: {
    otherwise: "Read",
    rows: [
      row("disk drive partition filesystem", "Destructive", "what is on it is lost"),
      row("range cell text paragraph column row sheet selection border font fill", "Write"),
    ],
  },
  type: { otherwise: "Execute", rows: [within(["database"], undefined, "Read")] },
  fill: { otherwise: "Write", rows: [within(["browser"], undefined, "Execute", interacts)] },
  select: {
    otherwise: "Read",
    rows: [
      within(["browser"], undefined, "Execute", interacts),
      row("project account workspace board address", "Write"),
    ],
  },
  upload: { otherwise: "Write", rows: [within(["browser"], undefined, "Execute", interacts)] },
  set: {
    otherwise: "Write",
    rows: [
      row("autorenew", "Financial", "what renews itself is paid for again"),
      row("hvac-mode thermostat", "Execute", physical),
      within(["home"], undefined, "Execute", physical),
      within(["media"], "volume playback shuffle repeat", "Execute", physical),
    ],
  },
  toggle: {
    otherwise: "Write",
    rows: [
      row("autorenew", "Financial", "what renews itself is paid for again"),
      within(["home", "media"], undefined, "Execute", physical),
      row("$physical", "Execute", physical),
    ],
  },
  turn: { otherwise: "Execute", rows: [] },
  lock: {
    otherwise: "Write",
    rows: [
      within(["trading"], "stake token coin fund", "Financial", "what is locked cannot be spent"),
      row("$physical vehicle car", "Execute", physical),
      within(["home"], undefined, "Execute", physical),
    ],
  },
  unlock: {
    otherwise: "Write",
    rows: [row("$physical vehicle car", "Execute", physical), within(["home"], undefined, "Execute", physical)],
  },
  move: {
    otherwise: "Write",
    rows: [
      row("money fund funds cash", "Financial", moves),
      row("position coordinate waypoint", "Execute", physical),
      row("mouse cursor robot arm camera joint", "Execute", physical),
    ],
  },
  control: { otherwise: "Execute", rows: [] },
  operate: { otherwise: "Execute", rows: [] },
  lift: { otherwise: "Execute", rows: [] },
  contain: { otherwise: "Read", rows: [row("host device endpoint machine", "Execute", "the host is cut off")] },
  sample: { otherwise: "Execute", rows: [row("data rows table dataset documents", "Read")] },
  connect: { otherwise: "Execute", rows: [row("account block node nodes wallet", "Write")] },
  disconnect: { otherwise: "Execute", rows: [row("$tie", "Write", "what is taken off can be put on again")] },
  print: { otherwise: "Execute", rows: [row("env environment config variables", "Read")] },
  perform: {
    otherwise: "Execute",
    rows: [
      row("search query analysis lookup calculation check scan research", "Read"),
      ends,
      row("update", "Write"),
      row("click", "Execute", interacts),
    ],
  },
  do: { otherwise: "Execute", rows: [ends, row("search query analysis lookup", "Read")] },
};
