/**
 * Reads a V8 CPU profile and says whose time it was. Twice: by the module whose code ran (`own`), and by the part of
 * the gateway that had it run (`caused`): a hash computed in Node's crypto counts for the stage that asked for it.
 */

type CallFrame = { readonly functionName: string; readonly url: string; readonly lineNumber: number };
type ProfileNode = { readonly id: number; readonly callFrame: CallFrame; readonly children?: readonly number[] };

/** As `--cpu-prof` writes it; times in microseconds of the monotonic clock. */
export type CpuProfile = {
  readonly nodes: readonly ProfileNode[];
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

export type Share = { readonly name: string; readonly micros: number };

export type Attribution = {
  /** All time but idle. */
  readonly micros: number;
  readonly own: readonly Share[];
  readonly caused: readonly Share[];
  readonly functions: readonly (Share & { readonly group: string; readonly place: string })[];
};

/** The path itself and what stages share: bodies, replies, headers. */
const SHARED = "gateway: path";

/** The profiler's clock runs on while another process has the core: a sample that lasted longer did not run that long. */
const LONGEST_MICROS = 1_000;

type Placed = { readonly node: ProfileNode; readonly own: string; readonly caused: string };

/** Attributes the samples taken between two moments of the monotonic clock, in microseconds. */
export function attribute(profile: CpuProfile, from: number, to: number): Attribution {
  const places = placeAll(profile.nodes);
  const own = new Map<string, number>();
  const caused = new Map<string, number>();
  const functions = new Map<string, { micros: number; group: string; place: string; name: string }>();
  let micros = 0;
  let at = profile.startTime;
  for (const [i, id] of profile.samples.entries()) {
    const took = Math.min(profile.timeDeltas[i + 1] ?? 0, LONGEST_MICROS);
    at += profile.timeDeltas[i] ?? 0;
    const placed = places.get(id);
    if (placed === undefined || at < from || at > to || placed.own === "(idle)") {
      continue;
    }
    micros += took;
    add(own, placed.own, took);
    add(caused, placed.caused, took);
    const place = placeOf(placed.node.callFrame);
    const name = placed.node.callFrame.functionName || "(anonymous)";
    const entry = functions.get(`${name} ${place}`) ?? { micros: 0, group: placed.own, place, name };
    entry.micros += took;
    functions.set(`${name} ${place}`, entry);
  }
  return { micros, own: ordered(own), caused: ordered(caused), functions: byTime([...functions.values()]) };
}

function add(map: Map<string, number>, name: string, micros: number): void {
  map.set(name, (map.get(name) ?? 0) + micros);
}

function ordered(map: ReadonlyMap<string, number>): readonly Share[] {
  return byTime([...map].map(([name, micros]) => ({ name, micros })));
}

function byTime<T extends Share>(shares: readonly T[]): readonly T[] {
  return shares.toSorted((a, b) => b.micros - a.micros);
}

/** Walks the tree from its root, handing down who called. */
function placeAll(nodes: readonly ProfileNode[]): ReadonlyMap<number, Placed> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const places = new Map<number, Placed>();
  const [root] = nodes;
  const waiting: [ProfileNode, Placed | undefined][] = root === undefined ? [] : [[root, undefined]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [node, caller] = next;
    const placed = place(node, caller);
    places.set(node.id, placed);
    for (const id of node.children ?? []) {
      waiting.push([byId.get(id) as ProfileNode, placed]);
    }
  }
  return places;
}

function place(node: ProfileNode, caller: Placed | undefined): Placed {
  const { url, functionName } = node.callFrame;
  if (url === "" || url.startsWith("wasm:")) {
    const own = nativeGroup(functionName, caller);
    return { node, own, caused: caller === undefined || own.startsWith("(") ? own : caller.caused };
  }
  const own = groupOf(url);
  const inherited = caller?.caused;
  const isStage = own.startsWith("gateway") && own !== SHARED;
  const caused = isStage || inherited === undefined || !isProject(inherited) ? own : inherited;
  return { node, own, caused };
}

function isProject(group: string): boolean {
  return ["gateway", "policy", "store", "json", "cli"].some((name) => group.startsWith(name));
}

/** Native code is its caller's, but for what has a meaning of its own: collecting garbage, waiting, writing to sockets. */
function nativeGroup(name: string, caller: Placed | undefined): string {
  if (name.startsWith("(")) {
    return name;
  }
  if (caller?.own === "node: sockets and streams" && name.startsWith("write")) {
    return "writes to sockets";
  }
  return caller?.own ?? "native";
}

const groups: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [/\/packages\/gateway\/dist\/([a-z]+)\//, (match) => `gateway: ${match[1]}`],
  [/\/packages\/gateway\//, () => SHARED],
  [/\/packages\/([a-z]+)\//, (match) => match[1] ?? ""],
  [/\/node_modules\/re2js\//, () => "policy: re2js"],
  [/\/node_modules\/better-sqlite3\//, () => "store: better-sqlite3"],
  [/\/node_modules\/(@[^/]+\/[^/]+|[^/]+)\//, (match) => match[1] ?? ""],
  [/^node:(_http|internal\/http)/, () => "node: http"],
  [/^node:(net|internal\/(stream|streams))/, () => "node: sockets and streams"],
  [/^node:/, () => "node: other"],
];

function groupOf(url: string): string {
  for (const [pattern, name] of groups) {
    const match = pattern.exec(url);
    if (match !== null) {
      return name(match);
    }
  }
  return url;
}

function placeOf({ url, lineNumber }: CallFrame): string {
  return url === "" ? "native" : `${url.replace(/^.*\/(packages|node_modules)\//, "")}:${lineNumber + 1}`;
}
