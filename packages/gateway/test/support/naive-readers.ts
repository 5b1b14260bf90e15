/**
 * How careless servers would read a body: readers that share no code with the gateway, each with one bad habit. When
 * the gateway lets a message pass, all of them must see the same message in it.
 */

/** What a server acts on. */
export type Seen = {
  readonly method: unknown;
  readonly id: unknown;
  readonly name: unknown;
  readonly uri: unknown;
  readonly arguments: unknown;
  readonly revision: unknown;
  readonly progressToken: unknown;
};

type Pair = readonly [string, Value];
type Value = { readonly pairs: readonly Pair[] } | { readonly items: readonly Value[] } | { readonly scalar: unknown };
type Habit = { readonly fold: (key: string) => string; readonly wins: "first" | "last" };

const asWritten = (key: string) => key;
const lower = (key: string) => key.toLowerCase().replaceAll("\u017f", "s").replaceAll("\u212a", "k");
const upper = (key: string) => key.toUpperCase();
const cutAtNull = (key: string) => key.split("\u0000", 1)[0] ?? "";
const snakeCase = (key: string) =>
  key.replace(/_+([a-z])/g, (_, letter: string) => letter.toUpperCase()).replace(/^M/, "m");
const unified = (key: string) => key.normalize("NFKC").replace(/\p{Cf}/gu, "");
const trimmed = (key: string) => key.trim().toLowerCase();

export const HABITS: Readonly<Record<string, Habit>> = {
  "the first key wins": { fold: asWritten, wins: "first" },
  "the last key wins": { fold: asWritten, wins: "last" },
  "case ignored, the first wins": { fold: lower, wins: "first" },
  "case ignored, the last wins": { fold: lower, wins: "last" },
  "compared in capitals": { fold: upper, wins: "last" },
  "keys end at a null character": { fold: cutAtNull, wins: "last" },
  "snake case taken for camel case": { fold: snakeCase, wins: "last" },
  "letters unified, invisible ones dropped": { fold: unified, wins: "last" },
  "keys trimmed": { fold: trimmed, wins: "last" },
};

/** What a server with this habit sees; undefined when it sees no message at all. */
export function seenBy(habit: Habit, body: Buffer): Seen | undefined {
  const root = parse(body.toString("utf8"));
  if (root === undefined || !("pairs" in root)) {
    return undefined;
  }
  const params = member(root, "params", habit);
  const meta = member(params, "_meta", habit);
  const plain = (key: string) => toPlain(member(params, key, habit));
  return {
    method: toPlain(member(root, "method", habit)),
    id: toPlain(member(root, "id", habit)),
    name: plain("name"),
    uri: plain("uri"),
    arguments: plain("arguments"),
    revision: toPlain(member(meta, "io.modelcontextprotocol/protocolVersion", habit)),
    progressToken: toPlain(member(meta, "progressToken", habit)),
  };
}

/** Names as servers have been seen to tidy them. */
export function tidied(name: string): readonly string[] {
  return [
    name,
    name.trim(),
    name.split("\u0000", 1)[0] ?? "",
    name.replace(/[\p{Cc}]/gu, ""),
    Buffer.from(name).toString(),
  ];
}

function member(value: Value | undefined, key: string, habit: Habit): Value | undefined {
  if (value === undefined || !("pairs" in value)) {
    return undefined;
  }
  const found = value.pairs.filter(([each]) => habit.fold(each) === habit.fold(key));
  return (habit.wins === "first" ? found[0] : found.at(-1))?.[1];
}

function toPlain(value: Value | undefined): unknown {
  if (value === undefined || "scalar" in value) {
    return value?.scalar;
  }
  return "items" in value ? value.items.map(toPlain) : value.pairs.map(([key, each]) => [key, toPlain(each)]);
}

const TOKEN = /\s*(?:([{}[\]:,])|("(?:[^"\\]|\\.)*")|([^\s{}[\]:,"]+))/gy;

/** Pairs stay pairs, so that nothing is lost before a habit decides. */
function parse(text: string): Value | undefined {
  const tokens = [...text.matchAll(TOKEN)].map(([, mark, quoted, other]) => mark ?? quoted ?? other ?? "");
  let at = 0;
  const value = (): Value => {
    const token = tokens[at++] ?? "";
    if (token === "[") {
      const items: Value[] = [];
      while (at < tokens.length && tokens[at] !== "]") {
        items.push(value());
        at += tokens[at] === "," ? 1 : 0;
      }
      at++;
      return { items };
    }
    if (token === "{") {
      const pairs: Pair[] = [];
      while (at < tokens.length && tokens[at] !== "}") {
        const key = JSON.parse(tokens[at++] ?? "") as string;
        at++;
        pairs.push([key, value()]);
        at += tokens[at] === "," ? 1 : 0;
      }
      at++;
      return { pairs };
    }
    return { scalar: JSON.parse(token) as unknown };
  };
  try {
    return value();
  } catch {
    return undefined;
  }
}
