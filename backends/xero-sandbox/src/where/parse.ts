/**
 * Reads the filter language of `where`: comparisons of a field with a value, `Contains`, `StartsWith` and `EndsWith` on
 * a field, joined by AND and OR, with parentheses. AND binds closer than OR. All else is refused with what was not
 * understood and where.
 */
import { badQuery } from "../http/refusal.js";
import { isGuid } from "../http/shape.js";
import type { Comparison, Expression, Literal, TextTest } from "./expression.js";
import { notUnderstood, type Token, tokensOf } from "./tokens.js";

const comparisons: readonly string[] = ["==", "!=", "<", "<=", ">", ">="] satisfies Comparison[];
const tests: readonly string[] = ["Contains", "StartsWith", "EndsWith"] satisfies TextTest[];
const deepest = 50;
/** SQLite takes no condition that is longer than a thousand, with what stands around ours. */
const longest = 500;

type Reader = {
  readonly peek: () => Token;
  readonly take: () => Token;
  /** Takes the next token when it is this sign. */
  readonly took: (sign: string) => boolean;
  readonly expect: (sign: string) => void;
};

/** Reads a filter. Throws a refusal. */
export function parseFilter(filter: string): Expression {
  const tokens = tokensOf(filter);
  if (tokens.filter(isJoin).length >= longest) throw badQuery(`The filter has more than ${longest} comparisons`);
  const reader = readerOf(tokens);
  const expression = readOr(reader, 0);
  const rest = reader.peek();
  if (rest.kind !== "end") throw notUnderstood(rest.text, rest.at, "AND, OR or the end");
  return expression;
}

const isJoin = ({ kind, text }: Token): boolean => kind === "name" && /^(and|or)$/i.test(text);

function readerOf(tokens: readonly Token[]): Reader {
  let next = 0;
  const end = tokens.at(-1) as Token;
  const peek = () => tokens[next] ?? end;
  const took = (sign: string) => {
    const is = peek().kind === "sign" && peek().text === sign;
    if (is) next++;
    return is;
  };
  return {
    peek,
    take() {
      const token = peek();
      next++;
      return token;
    },
    took,
    expect(sign) {
      const { text, at } = peek();
      if (!took(sign)) throw notUnderstood(text, at, `\`${sign}\``);
    },
  };
}

function readOr(reader: Reader, depth: number): Expression {
  return readJoined(reader, "or", () => readJoined(reader, "and", () => readOne(reader, depth)));
}

function readJoined(reader: Reader, kind: "and" | "or", readPart: () => Expression): Expression {
  const first = readPart();
  const parts = [first];
  while (reader.peek().kind === "name" && reader.peek().text.toLowerCase() === kind) {
    reader.take();
    parts.push(readPart());
  }
  return parts.length === 1 ? first : { kind, parts };
}

function readOne(reader: Reader, depth: number): Expression {
  if (depth > deepest) throw badQuery(`The filter has more than ${deepest} parentheses inside each other`);
  if (reader.took("(")) {
    const inner = readOr(reader, depth + 1);
    reader.expect(")");
    return inner;
  }
  return readComparison(reader);
}

function readComparison(reader: Reader): Expression {
  const { at } = reader.peek();
  const names = [readName(reader, "a field")];
  while (reader.took(".")) {
    const name = readName(reader, "a field");
    if (tests.includes(name)) return readTest(reader, names.join("."), name as TextTest, at);
    names.push(name);
  }
  const operator = reader.take();
  if (operator.kind !== "sign" || !comparisons.includes(operator.text)) {
    throw notUnderstood(operator.text, operator.at, `one of ${comparisons.join(" ")}`);
  }
  const field = names.join(".");
  return { kind: "compare", field, by: operator.text as Comparison, value: readLiteral(reader), at };
}

function readTest(reader: Reader, field: string, test: TextTest, at: number): Expression {
  reader.expect("(");
  const value = readText(reader);
  reader.expect(")");
  return { kind: "test", field, test, value, at };
}

function readName(reader: Reader, expected: string): string {
  const { kind, text, at } = reader.take();
  if (kind !== "name") throw notUnderstood(text, at, expected);
  return text;
}

function readText(reader: Reader): string {
  const { kind, text, at } = reader.take();
  if (kind !== "text") throw notUnderstood(text, at, "text in double quotes");
  return text;
}

function readLiteral(reader: Reader): Literal {
  const token = reader.take();
  if (token.kind === "text") return { kind: "text", value: token.text };
  if (token.kind === "number") return { kind: "number", value: token.text };
  switch (token.kind === "name" ? token.text.toLowerCase() : "") {
    case "null":
      return { kind: "null" };
    case "true":
      return { kind: "flag", value: true };
    case "false":
      return { kind: "flag", value: false };
    case "guid":
      return readGuid(reader);
    case "datetime":
      return readDateTime(reader, token.at);
    default:
      throw notUnderstood(
        token.text,
        token.at,
        'a value: "text", a number, true, false, null, DateTime(…) or guid("…")',
      );
  }
}

function readGuid(reader: Reader): Literal {
  reader.expect("(");
  const { at } = reader.peek();
  const value = readText(reader);
  if (!isGuid(value)) throw badQuery(`The filter needs a GUID at character ${at}`);
  reader.expect(")");
  return { kind: "guid", value: value.toLowerCase() };
}

/** Year, month and day; hours, minutes and seconds may follow. */
function readDateTime(reader: Reader, at: number): Literal {
  reader.expect("(");
  const parts: number[] = [];
  do {
    const { kind, text, at: where } = reader.take();
    if (kind !== "number" || !/^\d{1,4}$/.test(text)) throw notUnderstood(text, where, "a whole number");
    parts.push(Number(text));
  } while (reader.took(","));
  reader.expect(")");
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const same = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours()];
  const isWhole = (parts.length === 3 || parts.length === 6) && minute < 60 && second < 60;
  if (!isWhole || [year, month, day, hour].some((part, index) => part !== same[index])) {
    throw badQuery(`The filter needs a date that exists at character ${at}: DateTime(2026, 1, 31)`);
  }
  return { kind: "moment", value: date.toISOString() };
}
