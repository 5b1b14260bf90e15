/** One call of a test file: what it is about, who makes it and when, and what is expected. */

import { type JsonValue, lineAndColumn } from "@turnpike/json";
import { readFields, readList, readName, readNumber, readString, readWord, wrongType } from "../check/shape.js";
import type { Subject } from "../decide/judgement.js";
import { memberOf, type Node, type ObjectNode } from "../parse/node.js";
import { readInstant } from "./instant.js";
import { ANSWERS, type Expectation, OUTCOMES, type SuiteCall, type SuiteCase, type SuitePlace } from "./suite.js";
import type { SuiteReport } from "./suite-report.js";

const KINDS = ["tool", "resource", "prompt"] as const;
const MOST_REPEATS = 100_000;

/** A call as it is written; `at` is left open where it is the instant of the call before. */
type Written = Partial<Record<(typeof KINDS)[number] | "grant" | "session", string>> &
  Partial<Pick<SuiteCall, "at" | "repeat" | "answer" | "expect">> & { args?: JsonValue };

export class CallReader {
  readonly #text: string;
  readonly #report: SuiteReport;

  constructor(text: string, report: SuiteReport) {
    this.#text = text;
    this.#report = report;
  }

  /** A case; `first` is the instant of its calls until one names its own. */
  case(node: Node, first: number): SuiteCase | undefined {
    const report = this.#report;
    let at = first;
    const call = (item: Node) => {
      const read = this.#call(item, at);
      at = read?.at ?? at;
      return read;
    };
    const read = readFields<Omit<SuiteCase, keyof SuitePlace>>(
      node,
      "a case",
      {
        name: (name) => readName(name, "the name of a case", report),
        calls: (calls) => this.full(calls, "`calls`", call),
      },
      ["name", "calls"],
      report,
    );
    return read && { ...read, ...this.#place(node) };
  }

  /** A list with something in it: a case without calls would prove nothing. */
  full<T>(node: Node, what: string, read: (item: Node) => T | undefined): T[] | undefined {
    const list = readList(node, what, read, this.#report);
    if (list?.length !== 0) return list;
    return this.#report.error(node, "empty_list", `${what} is empty`, "what is not there proves nothing; write one");
  }

  #call(node: Node, before: number): SuiteCall | undefined {
    const report = this.#report;
    const text = (what: string) => (item: Node) => readString(item, what, report);
    const read = readFields<Written>(
      node,
      "a call",
      {
        tool: text("`tool`"),
        resource: text("`resource`"),
        prompt: text("`prompt`"),
        grant: (item) => this.#caller(item, "`grant`"),
        session: (item) => this.#caller(item, "`session`"),
        args: (item) => this.#args(item),
        at: (item) => this.#instant(item),
        repeat: (item) => readNumber(item, "`repeat`", { from: 1, to: MOST_REPEATS, whole: true }, report),
        answer: (item) => readWord(item, "`answer`", ANSWERS, report),
        expect: (item) => this.#expectation(item),
      },
      ["expect"],
      report,
    );
    if (read === undefined || node.kind !== "object") return undefined;
    const subject = this.#subject(node, read);
    const { grant = "grant", session = "session", at = before, repeat = 1, answer = "ok", expect } = read;
    if (subject === undefined || expect === undefined) return undefined;
    return { ...this.#place(node), subject, grant, session, at, repeat, answer, expect };
  }

  #subject(node: ObjectNode, { tool, resource, prompt, args }: Written): Subject | undefined {
    const kinds = KINDS.filter((kind) => memberOf(node, kind) !== undefined);
    if (kinds.length !== 1) {
      const message = `a call is about one of \`tool\`, \`resource\` and \`prompt\`, and this names ${kinds.length}`;
      const hint = "name one";
      return this.#report.error(node, kinds.length === 0 ? "missing_key" : "unknown_key", message, hint);
    }
    if (tool !== undefined) return { kind: "tool", name: tool, args };
    if (prompt !== undefined) return this.#prompt(node, prompt, args);
    const given = memberOf(node, "args");
    if (given !== undefined) {
      this.#report.error(given, "unknown_key", "a resource has no arguments", "leave `args` out");
    }
    return resource === undefined ? undefined : { kind: "resource", uri: resource };
  }

  #prompt(node: ObjectNode, name: string, args: JsonValue | undefined): Subject {
    const given = memberOf(node, "args");
    for (const { key, value } of given?.kind === "object" ? given.members : []) {
      if (value.kind !== "string") wrongType(value, `\`${key}\``, "a string", "quote it", this.#report);
    }
    return { kind: "prompt", name, args };
  }

  /** Grants and sessions are only told apart, so a number names one as well. */
  #caller(node: Node, what: string): string | undefined {
    return node.kind === "number" ? String(node.value) : readString(node, what, this.#report);
  }

  #args(node: Node): JsonValue | undefined {
    if (node.kind === "object") return this.#value(node);
    return wrongType(node, "`args`", "an object", "write it in `{ … }`", this.#report);
  }

  #value(node: Node): JsonValue {
    switch (node.kind) {
      case "object":
        return Object.fromEntries(node.members.map(({ key, value }) => [key, this.#value(value)]));
      case "array":
        return node.items.map((item) => this.#value(item));
      case "null":
        return null;
      case "unread":
        return this.#report.keptAt(node.start) ?? null;
      default:
        return node.value;
    }
  }

  #instant(node: Node): number | undefined {
    const written = readString(node, "`at`", this.#report);
    const at = written === undefined ? undefined : readInstant(written);
    if (written === undefined || at !== undefined) return at;
    const hint = "write a time with seconds and an offset: `2026-03-02T10:00:00Z`";
    return this.#report.error(node, "unknown_value", "`at` is no instant", hint);
  }

  #expectation(node: Node): Expectation | undefined {
    const report = this.#report;
    return readFields<Expectation>(
      node,
      "`expect`",
      {
        outcome: (item) => readWord(item, "`outcome`", OUTCOMES, report),
        rule: (item) => readString(item, "`rule`", report),
        message: (item) => readString(item, "`message`", report),
      },
      ["outcome"],
      report,
    );
  }

  #place({ start, pointer }: Node): SuitePlace {
    return { line: lineAndColumn(this.#text, start).line, pointer };
  }
}
