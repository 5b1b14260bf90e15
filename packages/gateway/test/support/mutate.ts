/**
 * Random requests of agents: valid ones of both generations, damaged in the ways that deceive parsers, and plain
 * noise. A request depends on seed and index alone, so a failure names both and can be had again.
 *
 *     for (const request of mutatedRequests(seed, 10_000)) send(request.headers, request.body);
 */
import { Random } from "./random.js";

export type MutatedRequest = {
  readonly index: number;
  /** Name and value pairs, without Host, Authorization and Content-Length; values are legal on the wire. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
};

/** The seed of this run: `TURNPIKE_FUZZ_SEED`, or a new one. */
export function fuzzSeed(): number {
  return Number(process.env.TURNPIKE_FUZZ_SEED ?? Date.now() % 2 ** 31);
}

/** How many requests to try: `TURNPIKE_FUZZ_COUNT`, or 10,000. */
export function fuzzCount(): number {
  return Number(process.env.TURNPIKE_FUZZ_COUNT ?? 10_000);
}

export function* mutatedRequests(seed: number, count: number): Generator<MutatedRequest> {
  for (let index = 0; index < count; index++) {
    yield mutatedRequest(seed, index);
  }
}

/** The request of this seed and index. */
export function mutatedRequest(seed: number, index: number): MutatedRequest {
  const random = new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  const { headers, root } = validRequest(random);
  for (let times = random.pick([0, 1, 1, 1, 2, 3]); times > 0; times--) {
    random.pick(TREE_MUTATIONS)(root, random);
  }
  let body: Buffer = Buffer.from(print(root, random));
  for (let times = random.pick([0, 0, 0, 0, 1, 2]); times > 0; times--) {
    body = random.pick(BYTE_MUTATIONS)(body, random);
  }
  const sent = headers.map((pair) => pair);
  for (let times = random.pick([0, 0, 0, 1]); times > 0; times--) {
    random.pick(HEADER_MUTATIONS)(sent, random);
  }
  return { index, headers: sent, body };
}

// ---- JSON that can hold what JSON objects cannot: the same key twice, numbers of any spelling.

type Tree =
  | { kind: "object"; members: [string, Tree][] }
  | { kind: "array"; items: Tree[] }
  | { kind: "raw"; text: string };
type ObjectTree = Extract<Tree, { kind: "object" }>;

function tree(value: unknown): Tree {
  if (Array.isArray(value)) {
    return { kind: "array", items: value.map(tree) };
  }
  if (typeof value === "object" && value !== null) {
    return { kind: "object", members: Object.entries(value).map(([key, member]) => [key, tree(member)]) };
  }
  return { kind: "raw", text: JSON.stringify(value) };
}

function print(node: Tree, random: Random): string {
  const space = () => (random.chance(0.03) ? random.pick([" ", "\n", "\t", "\r\n", "  "]) : "");
  if (node.kind === "raw") {
    return `${space()}${node.text.startsWith('"') && random.chance(0.1) ? spell(node.text, random) : node.text}${space()}`;
  }
  if (node.kind === "array") {
    return `[${node.items.map((item) => print(item, random)).join(",")}${space()}]`;
  }
  const member = ([key, value]: [string, Tree]) => {
    const written = JSON.stringify(key);
    return `${space()}${random.chance(0.08) ? spell(written, random) : written}${space()}:${print(value, random)}`;
  };
  return `{${node.members.map(member).join(",")}${space()}}`;
}

/** The same string, some of its characters as escapes. */
function spell(quoted: string, random: Random): string {
  return quoted.replace(/(?<!\\)[a-z/]/gi, (letter) =>
    random.chance(0.3) && !/\\u[0-9a-f]{0,3}$/i.test(letter) && !quoted.includes("\\")
      ? `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`
      : letter,
  );
}

// ---- Valid requests.

const ENVELOPE = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientCapabilities": {},
};
const TOOLS = ["echo", "delete_all", "whmcs_create_invoice", "écho", "a b", "constructor"];

function validRequest(random: Random): { headers: [string, string][]; root: ObjectTree } {
  const newer = random.chance(0.5);
  const [method, params, name] = validCall(random);
  const headers: [string, string][] = [
    ["Content-Type", "application/json"],
    ["Accept", "application/json, text/event-stream"],
    ["MCP-Protocol-Version", newer ? "2026-07-28" : random.pick(["2025-11-25", "2025-06-18", "2025-03-26"])],
  ];
  if (newer) {
    headers.push(["Mcp-Method", method]);
    if (name !== undefined) {
      headers.push(["Mcp-Name", encodeName(name)]);
    }
  }
  const meta = { ...(newer ? ENVELOPE : {}), ...(random.chance(0.3) ? { progressToken: random.below(100) } : {}) };
  const id = random.pick<unknown>([0, 1, 77, "a", "b7e1-ü", Number.MAX_SAFE_INTEGER]);
  const root = {
    jsonrpc: "2.0",
    id,
    method,
    params: { ...params, ...(newer || random.chance(0.3) ? { _meta: meta } : {}) },
  };
  return { headers, root: tree(root) as ObjectTree };
}

function validCall(random: Random): [string, Record<string, unknown>, string | undefined] {
  const name = random.pick(TOOLS);
  const uri = random.pick(["file:///a", "file:///etc/passwd", "test://static-text"]);
  const args = random.pick([
    {},
    { amount: 1 },
    { Name: "x", name: "y" },
    { items: [{ amount: 2.5 }], __note: "é\n😀" },
    { n: 9007199254740991 },
  ]);
  return random.pick<[string, Record<string, unknown>, string | undefined]>([
    ["tools/call", { name, arguments: args }, name],
    ["tools/call", { name, arguments: args }, name],
    ["tools/call", { name }, name],
    ["resources/read", { uri }, uri],
    ["prompts/get", { name, arguments: { who: "x" } }, name],
    ["tools/list", {}, undefined],
    ["completion/complete", { ref: { type: "ref/prompt", name }, argument: { name: "who", value: "a" } }, undefined],
  ]);
}

function encodeName(name: string): string {
  return /^[\x21-\x7e]+$/.test(name) ? name : `=?base64?${Buffer.from(name).toString("base64")}?=`;
}

// ---- Ways to damage them.

const PROTOCOL_KEYS = [
  "jsonrpc",
  "id",
  "method",
  "params",
  "name",
  "uri",
  "arguments",
  "_meta",
  "task",
  "ref",
  "requestState",
];
const VALUES = [
  "null",
  "true",
  "0",
  "-1",
  "1e999",
  "9007199254740993",
  '""',
  '"delete_all"',
  '"echo\\u0000"',
  '"\\ud800"',
  "[]",
  "{}",
  '["echo"]',
  '"tools/call"',
  '"2026-07-28"',
  '"2.0"',
  '" echo"',
];

function objectsOf(node: Tree): ObjectTree[] {
  if (node.kind === "raw") {
    return [];
  }
  const children = node.kind === "array" ? node.items : node.members.map(([, value]) => value);
  return [...(node.kind === "object" ? [node] : []), ...children.flatMap(objectsOf)];
}

function someObject(root: ObjectTree, random: Random): ObjectTree {
  return random.pick(objectsOf(root));
}

function value(random: Random): Tree {
  return { kind: "raw", text: random.pick(VALUES) };
}

function fold(key: string, random: Random): string {
  const changed = random.pick([
    key.toUpperCase(),
    key.charAt(0).toUpperCase() + key.slice(1),
    key.replace(/s/, "\u017f"),
    key.replace(/k/, "\u212a"),
    key.replace(/i/, "\u0131"),
    `${key}\u0000`,
    `${key} `,
    `${key}\u200b`,
    key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    key.replace(/^_/, ""),
    key.replace(/./, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
  ]);
  return changed;
}

type TreeMutation = (root: ObjectTree, random: Random) => void;

const TREE_MUTATIONS: readonly TreeMutation[] = [
  // A key twice: same value, another value, or as an escape (by print).
  (root, random) => {
    const object = someObject(root, random);
    if (object.members.length > 0) {
      const [key] = random.pick(object.members);
      object.members.splice(random.below(object.members.length + 1), 0, [key, value(random)]);
    }
  },
  // A key that resembles another, beside it or instead of it.
  (root, random) => {
    const object = someObject(root, random);
    if (object.members.length > 0) {
      const member = random.pick(object.members);
      if (random.chance(0.5)) {
        object.members.splice(random.below(object.members.length + 1), 0, [fold(member[0], random), value(random)]);
      } else {
        member[0] = fold(member[0], random);
      }
    }
  },
  // A protocol key where it may not belong.
  (root, random) => {
    const object = someObject(root, random);
    const key = random.pick(PROTOCOL_KEYS);
    object.members.splice(random.below(object.members.length + 1), 0, [
      random.chance(0.5) ? key : fold(key, random),
      value(random),
    ]);
  },
  // Another value.
  (root, random) => {
    const object = someObject(root, random);
    if (object.members.length > 0) {
      random.pick(object.members)[1] = value(random);
    }
  },
  // A member taken away, moved, or put elsewhere.
  (root, random) => {
    const from = someObject(root, random);
    if (from.members.length > 0) {
      const [member] = from.members.splice(random.below(from.members.length), 1);
      const to = random.pick(["gone", "same", "other"]);
      const target = to === "same" ? from : someObject(root, random);
      if (to !== "gone" && member !== undefined && !objectsOf(member[1]).includes(target)) {
        target.members.splice(random.below(target.members.length + 1), 0, member);
      }
    }
  },
  // An unknown field.
  (root, random) => {
    someObject(root, random).members.push([
      random.pick(["x", "x-note", "__proto__", "constructor", "", "é"]),
      value(random),
    ]);
  },
  // Depth.
  (root, random) => {
    const depth = random.pick([3, 58, 61, 62, 63, 64, 5000]);
    someObject(root, random).members.push(["deep", { kind: "raw", text: "[".repeat(depth) + "]".repeat(depth) }]);
  },
];

type ByteMutation = (body: Buffer, random: Random) => Buffer;

const BYTE_MUTATIONS: readonly ByteMutation[] = [
  (body, random) => splice(body, random.below(body.length + 1), 0, Buffer.from([random.below(256)])),
  (body, random) => splice(body, random.below(body.length + 1), 1, Buffer.alloc(0)),
  (body, random) => splice(body, random.below(body.length + 1), 1, Buffer.from([random.below(256)])),
  (body, random) => {
    const from = random.below(body.length + 1);
    return splice(body, random.below(body.length + 1), 0, body.subarray(from, from + random.below(40)));
  },
  (body, random) => body.subarray(0, random.below(body.length + 1)),
  (body) => Buffer.concat([body, body]),
  (body) => Buffer.concat([Buffer.from("["), body, Buffer.from("]")]),
  (body) => Buffer.concat([Buffer.from("\ufeff"), body]),
  (body) => Buffer.from(body.toString("utf8"), "utf16le"),
  (body, random) => {
    const text = random.pick([
      "//",
      "/**/",
      ",",
      "'",
      "\u2028",
      "\u00a0",
      "\u0000",
      "\n",
      " ",
      "\ud83d\ude00",
      "\\u0000",
      "{}",
      "NaN",
    ]);
    return splice(body, random.below(body.length + 1), 0, Buffer.from(text));
  },
  (_body, random) => Buffer.from(Array.from({ length: random.below(200) }, () => random.below(256))),
];

function splice(body: Buffer, at: number, removed: number, put: Buffer): Buffer {
  return Buffer.concat([body.subarray(0, at), put, body.subarray(at + removed)]);
}

type HeaderMutation = (headers: [string, string][], random: Random) => void;

const MIRRORED = ["MCP-Protocol-Version", "Mcp-Method", "Mcp-Name"];
const HEADER_VALUES = [
  "2026-07-28",
  "2025-11-25",
  "2024-11-05",
  "bogus",
  "tools/call",
  "tools/list",
  "echo",
  "delete_all",
  "ECHO",
  "",
  "=?base64?ZWNobw==?=",
  "=?base64?ZWNobw?=",
  "=?base64??=",
  "é",
];

const HEADER_MUTATIONS: readonly HeaderMutation[] = [
  (headers, random) => {
    headers.splice(random.below(headers.length), 1);
  },
  (headers, random) => {
    const name = random.pick(MIRRORED);
    const at = headers.findIndex(([each]) => each === name);
    headers.splice(at < 0 ? headers.length : at, at < 0 ? 0 : 1, [name, random.pick(HEADER_VALUES)]);
  },
  (headers, random) => {
    headers.push([random.pick(MIRRORED), random.pick(HEADER_VALUES)]);
  },
  (headers, random) => {
    headers.push(
      random.pick([
        ["Content-Type", "text/plain"],
        ["Content-Encoding", "gzip"],
        ["Mcp-Session-Id", "x"],
        ["Mcp-Param-A", "1"],
      ] as [string, string][]),
    );
  },
];
