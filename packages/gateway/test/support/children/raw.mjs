// A server that speaks the bare protocol of both generations and misbehaves as the name of the tool that is called says.
// The first argument is how it behaves from the start: `well`, `dead`, `silent`, `strict` (ends at what is no initialize).
import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [, , manner = "well", file = ""] = process.argv;
const heard = [];
const held = [];
const listeners = [];
let deafFor = false;

if (manner === "dead") {
  console.error("no licence was found");
  process.exit(3);
}
if (manner === "stubborn") {
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => undefined);
  setInterval(() => undefined, 1_000);
  appendFileSync(file, `${process.pid}\n`);
  const idle = "for (const s of ['SIGTERM','SIGHUP']) process.on(s, () => 0); setInterval(() => 0, 1000)";
  for (let at = 0; at < 2; at++) {
    const { pid } = spawn(process.execPath, ["-e", idle], { stdio: "inherit" });
    appendFileSync(file, `${pid}\n`);
  }
}

const write = (text) => process.stdout.write(text);
const say = (message) => write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
const text = (words) => ({ resultType: "complete", content: [{ type: "text", text: words }] });
const note = (method, params) => say({ method, params });

createInterface({ input: process.stdin }).on("line", (line) => {
  heard.push(line);
  const message = JSON.parse(line);
  if (manner === "silent" || deafFor) return;
  if (manner === "strict" && message.method !== "initialize") process.exit(1);
  if (message.id !== undefined) answer(message);
});

function answer({ id, method, params }) {
  const tool = tools[params?.name];
  if (method === "tools/call" && tool !== undefined) tool(id, params);
  else if (methods[method] !== undefined) say({ id, result: methods[method](params, id) });
  else if (method === "subscriptions/listen") listen(id, params);
  else if (method !== undefined) say({ id, error: { code: -32601, message: "no such method" } });
}

const capabilities = { tools: { listChanged: true }, logging: {} };
const methods = {
  initialize: ({ protocolVersion }) => ({ protocolVersion, capabilities, serverInfo: { name: "raw", version: "1" } }),
  "server/discover": () => ({
    ...{ resultType: "complete", ttlMs: 0, cacheScope: "public" },
    ...{ supportedVersions: ["2026-07-28"], capabilities },
  }),
  ping: () => ({}),
  "tools/list": () => ({
    ...{ resultType: "complete", ttlMs: 0, cacheScope: "public" },
    tools: Object.keys(tools).map((name) => ({ name, inputSchema: { type: "object" } })),
  }),
};

function listen(id) {
  const _meta = { "io.modelcontextprotocol/subscriptionId": id };
  note("notifications/subscriptions/acknowledged", { _meta, notifications: { resourcesListChanged: true } });
  listeners.push(() => {
    note("notifications/resources/list_changed", { _meta });
    say({ id, result: { resultType: "complete", _meta } });
  });
}

const tools = {
  echo: (id, { arguments: args }) => say({ id, result: text(JSON.stringify(args ?? null)) }),
  heard: (id) => say({ id, result: text(JSON.stringify(heard)) }),
  env: (id) => say({ id, result: text(JSON.stringify(process.env)) }),
  pid: (id) => say({ id, result: text(String(process.pid)) }),
  cwd: (id) => say({ id, result: text(process.cwd()) }),
  fail: (id) => say({ id, error: { code: -32602, message: "bad arguments" } }),
  crash: () => process.exit(7),
  hang: () => undefined,
  // Says that it has ended the request, which is for listening alone.
  forsake: (requestId) => note("notifications/cancelled", { requestId }),
  // Answers when `release` is called, with its own id and whatever progress is asked for.
  hold: (id, { _meta, arguments: args }) =>
    held.push(() => {
      const progressToken = _meta?.progressToken;
      if (progressToken !== undefined) note("notifications/progress", { progressToken, progress: 1 });
      say({ id, result: text(`held ${args?.for}`) });
    }),
  release: (id) => {
    for (const each of held.splice(0)) each();
    say({ id, result: text("released") });
  },
  unlisten: (id) => {
    for (const each of listeners.splice(0)) each();
    say({ id, result: text("nobody listens") });
  },
  log: (id) => {
    note("notifications/message", { level: "info", data: "a log line" });
    say({ id, result: text("logged") });
  },
  // Everything that is no message, and then one that is, twice.
  nonsense: (id) => {
    write("Server is ready.\n\n");
    write('{"jsonrpc":"2.0","id":');
    write(`${JSON.stringify(id)},"result":{"half":`);
    write("\n");
    write('{"jsonrpc":"2.0","method":"notifications/message"}{"jsonrpc":"2.0","method":"ping","id":1}\n');
    write(`[{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":{}}]\n`);
    process.stdout.write(Buffer.from([0xff, 0xfe, 0x0a]));
    say({ id: "nobody", result: {} });
    say({ id: 987654, result: {} });
    write(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"id":2,"result":{}}\n`);
    write(`{"jsonrpc":"2.0","ID":1,"id":${JSON.stringify(id)},"result":{}}\n`);
    say({ id, result: text("sense") });
    say({ id, result: text("again") });
  },
  // Carriage returns between tokens and at the end, numbers and members that a reader would change.
  spelling: (id) =>
    write(
      `{"jsonrpc":"2.0",\r"id":${JSON.stringify(id)} ,"result":{"resultType":"complete","n":9007199254740993,"x":1.0,"content":[{"type":"text","text":"\\u00e9"}]}}\r\n`,
    ),
  flood: () => {
    const chunk = Buffer.alloc(64 * 1024, "x");
    process.stdout.on("error", () => process.exit(1));
    const more = () => process.stdout.write(chunk, more);
    more();
  },
  chatter: (id, { _meta, arguments: args }) => {
    for (let at = 0; at < args.lines; at++) {
      note("notifications/progress", { progressToken: _meta.progressToken, progress: at, message: "y".repeat(10_000) });
    }
    say({ id, result: text("said all") });
  },
  complain: (id) => {
    for (let at = 0; at < 300; at++) console.error(`complaint ${at} ${process.env.SECRET ?? ""}`);
    console.error("z".repeat(100_000));
    say({ id, result: text("complained") });
  },
  deaf: (id) => {
    say({ id, result: text("deaf now") });
    process.stdin.pause();
    deafFor = true;
  },
};
