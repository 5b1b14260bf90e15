/** Verbs on records: most make or change one, some end it, some make more than a record. */
import {
  type ContextualRow,
  type ContextualVerb,
  type ContextualVerbs,
  interacts,
  money,
  moves,
  physical,
  row,
  runs,
  within,
} from "./row.js";

/** Making one of something: a record, money under way, or a machine. */
const making: readonly ContextualRow[] = [
  row("domain-transfer", "Execute", "a transfer has effects beyond the record itself"),
  within(money, "order subscription transfer checkout booking trade mandate", "Financial", moves),
  row("$machine", "Execute", "what is made runs, and costs, beyond its record"),
  within(["infrastructure", "hosting"], "server database app", "Execute", runs),
  within(["browser"], "session context", "Execute", runs),
];

/** Who is put on a list of members can be put on again; who is taken out loses what they had there. */
const leaving: ContextualVerb = {
  otherwise: "Write",
  rows: [row("user student member person participant learner", "Destructive", "a person's access is taken away")],
};

export const recordVerbs: ContextualVerbs = {
  end: {
    otherwise: "Destructive",
    rows: [
      row("suspension pause freeze hold block lock outage downtime maintenance", "Execute", "it sets going again"),
    ],
  },
  log: { otherwise: "Write", rows: [within(["code"], undefined, "Read")] },
  expire: {
    otherwise: "Write",
    rows: [row("session token key password link grant snapshot backup version record", "Destructive")],
  },
  empty: { otherwise: "Destructive", rows: [row("cart basket", "Write", "what is taken off can be put on again")] },
  invalidate: {
    otherwise: "Execute",
    rows: [row("session token key grant certificate cache url path", "Destructive")],
  },
  unenroll: leaving,
  unenrol: leaving,
  overwrite: {
    otherwise: "Write",
    rows: [row("disk volume drive machine server database", "Destructive", "what is on it is lost")],
  },
  grade: { otherwise: "Read", rows: [row("submission assignment student essay exam quiz", "Write")] },
  return: { otherwise: "Read", rows: [row("item purchase product parcel rental", "Write")] },
  delist: { otherwise: "Write", rows: [] },
  report: {
    otherwise: "Read",
    rows: [row("issue bug abuse feedback scorecard problem error incident spam user violation content post", "Write")],
  },
  forward: { otherwise: "Write", rows: [row("port", "Execute", runs)] },
  create: {
    otherwise: "Write",
    rows: [
      row("draft-order order-draft draft-payment payment-draft", "Write"),
      within(["code"], "pipeline", "Execute", "a pipeline runs when it is made"),
      ...making,
    ],
  },
  make: {
    otherwise: "Write",
    rows: [...making, row("call phone-call outbound-call request http-request api-call api-request", "Execute", runs)],
  },
  post: {
    otherwise: "Write",
    rows: [
      row("search query database-query lookup", "Read", "the object is a question, sent by POST"),
      row("backfill run execution", "Execute", runs),
    ],
  },
  close: {
    otherwise: "Write",
    rows: [
      row("position positions trade", "Financial", "closing a position is a trade"),
      within(["trading"], "position positions all", "Financial", "closing a position is a trade"),
      row("account bank-account", "Destructive", "a closed account is ended"),
      within(["browser"], undefined, "Execute", interacts),
      row("order booking subscription", "Destructive", "what is closed is ended"),
      row("$physical", "Execute", physical),
    ],
  },
  open: {
    otherwise: "Write",
    rows: [
      row("position trade", "Financial", moves),
      row("$physical gate trunk", "Execute", physical),
      row("url browser app application program tab window editor website link path terminal note", "Execute", runs),
      row("file files node nodes document documents record page resource", "Read"),
      within(["browser"], undefined, "Execute", interacts),
    ],
  },
  remove: {
    otherwise: "Destructive",
    rows: [
      row("$tie", "Write", "what is taken off can be put on again"),
      within(["trading"], "liquidity", "Financial", moves),
      row("background noise", "Write"),
    ],
  },
  unlink: { otherwise: "Write", rows: [row("record file path node", "Destructive")] },
  clone: { otherwise: "Write", rows: [row("$machine", "Execute", "what is made runs, and costs, beyond its record")] },
  setup: { otherwise: "Write", rows: [row("$machine server", "Execute", runs)] },
  exclude: { otherwise: "Write", rows: [] },
  clear: {
    otherwise: "Destructive",
    rows: [
      row(
        "selection filter filters form field input console screen status breakpoint breakpoints highlight cart basket format formatting value",
        "Write",
      ),
    ],
  },
  reset: { otherwise: "Write", rows: [row("$state", "Destructive", "the state before it is lost")] },
  mark: {
    otherwise: "Write",
    rows: [
      row("fraud fraudulent", "Destructive", "an order marked as fraud is ended"),
      row("paid", "Financial", "a recorded payment settles what someone owes"),
    ],
  },
  recall: { otherwise: "Read", rows: [row("message email", "Destructive", "what was sent is taken away again")] },
  merge: {
    otherwise: "Write",
    rows: [
      row(
        "contact contacts account accounts customer customers user users company companies profile profiles duplicates records duplicate patient person people lead",
        "Destructive",
        "one of the merged ceases to exist",
      ),
    ],
  },
  recover: { otherwise: "Write", rows: [] },
  pull: {
    otherwise: "Read",
    rows: [row("image branch changes model request", "Write"), within(["code"], undefined, "Write")],
  },
  apply: {
    otherwise: "Write",
    rows: [
      row("migration migrations plan terraform manifest", "Execute", runs),
      within(["infrastructure"], "change", "Execute", runs),
      row("loan", "Financial", moves),
    ],
  },
  generate: {
    otherwise: "Write",
    rows: [
      row(
        "type types link links url deeplink qr qr-code code-suggestion report summary diff query sql text docs documentation schema chart preview hash uuid id embedding embeddings title name idea ideas plan insight insights example password passphrase password-suggestion explanation answer code test-data random-number number statement thumbnail-url",
        "Read",
      ),
    ],
  },
  render: { otherwise: "Read", rows: [] },
  resolve: {
    otherwise: "Read",
    rows: [
      row(
        "issue incident alert thread comment conversation ticket error case discussion dispute review-thread conflict",
        "Write",
      ),
    ],
  },
  adjust: { otherwise: "Write", rows: [within(["home"], undefined, "Execute", physical)] },
  publish: {
    otherwise: "Write",
    rows: [
      row("package module crate image version gem", "Execute", "what is published cannot be called back"),
      within(["code"], "release", "Execute"),
    ],
  },
  unlist: { otherwise: "Write", rows: [] },
  stream: { otherwise: "Read", rows: [] },
  use: { otherwise: "Write", rows: [] },
  manage: { otherwise: "Write", rows: [] },
  map: { otherwise: "Write", rows: [row("website site url web web-page structure", "Read")] },
  hold: { otherwise: "Write", rows: [row("fund", "Financial", "what is held can be taken")] },
  mount: { otherwise: "Write", rows: [] },
  alert: { otherwise: "Write", rows: [] },
};
