/**
 * YAML text as nodes: the 1.2 core schema, one document, and none of what makes a text mean something else than it
 * shows (anchors, aliases, tags, merge keys, keys that are no strings).
 */

import { UncarriedNumber } from "@turnpike/json";
import { Composer, type Document, isMap, isPair, isScalar, isSeq, Parser, Scalar } from "yaml";
import { pointerTo } from "../pointer.js";
import type { Member, Node } from "./node.js";
import { type Keys, refuseNumber, refuseSecond, refuseText } from "./refuse.js";
import type { Report, Spot } from "./report.js";
import { refusedTokens } from "./yaml-props.js";
import { resolvePlain } from "./yaml-scalar.js";

const OPTIONS = {
  version: "1.2",
  schema: "failsafe",
  strict: true,
  uniqueKeys: false,
  merge: false,
  prettyErrors: false,
  logLevel: "silent",
} as const;

const MAX_DEPTH = 64;
/** One misplaced bracket can make the library complain about every line behind it. */
const MOST_FAULTS = 20;
/** Faults of the library that the tokens have told already. */
const TOLD_ALREADY: ReadonlySet<string> = new Set(["BAD_ALIAS", "ALIAS_PROPS", "TAG_RESOLVE_FAILED", "BAD_DIRECTIVE"]);
/** Control characters and halves of surrogate pairs; escapes in double quotes write what is meant. */
const NOT_PRINTABLE = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{10ffff}]/u;

/** The document's root; undefined when the grammar does not hold. */
export function nodesFromYaml(text: string, report: Report): Node | undefined {
  const bad = NOT_PRINTABLE.exec(text);
  if (bad !== null)
    return syntax(report, bad.index, "a character that YAML does not allow", "use an escape in double quotes");
  try {
    return read(text, report);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return tooDeep({ start: 0, pointer: "" }, report);
  }
}

function read(text: string, report: Report): Node | undefined {
  const tokens = [...new Parser().parse(text)];
  const document = onlyDocument([...new Composer(OPTIONS).compose(tokens)], report);
  const walk = new Walk(report);
  const root = document === undefined ? undefined : walk.node(document.contents, "", document.range[0], 0);
  for (const { offset, code, message, hint } of refusedTokens(tokens)) {
    report.error({ start: offset, pointer: walk.pointerAt(offset) }, code, message, hint);
  }
  return root;
}

/** The document when there is one, something in it and its grammar holds. */
function onlyDocument(documents: readonly Document.Parsed[], report: Report): Document.Parsed | undefined {
  const [document, second] = documents;
  if (second !== undefined) {
    const spot = { start: second.range[0], pointer: "" };
    report.error(spot, "yaml_documents", "a second document begins here", "keep one document in a file");
  }
  const faults = documents.flatMap(({ errors }) => errors).filter(({ code }) => !TOLD_ALREADY.has(code));
  for (const { pos, message } of faults.slice(0, MOST_FAULTS))
    syntax(report, pos[0], inOurManner(message), "check indentation and quotes here");
  if (faults.length > 0) return undefined;
  const nothing = document === undefined || document.contents === null;
  if (!nothing && !(isScalar(document.contents) && document.contents.source === "")) return document;
  report.error({ start: 0, pointer: "" }, "empty_document", "the text holds no document", 'begin with `version: "1"`');
  return undefined;
}

function inOurManner(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}

function syntax(report: Report, start: number, message: string, hint: string): undefined {
  return report.error({ start, pointer: "" }, "yaml_syntax", message, hint);
}

function tooDeep(spot: Spot, report: Report): undefined {
  const hint = "nest at most 64 objects and arrays within one another";
  return report.error(spot, "too_deep", "too many containers within containers", hint);
}

class Walk {
  readonly #spots: Spot[] = [];
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  /** The pointer of the first value or key that begins at the offset or behind it. */
  pointerAt(offset: number): string {
    return this.#spots.find(({ start }) => start >= offset)?.pointer ?? "";
  }

  node(from: unknown, pointer: string, fallback: number, depth: number): Node {
    const spot = { start: startOf(from, fallback), pointer };
    this.#spots.push(spot);
    if (isScalar(from)) return this.#scalar(from, spot);
    if (from === null) return { ...spot, kind: "null" };
    if (!isMap(from) && !isSeq(from)) return { ...spot, kind: "unread" };
    if (depth === MAX_DEPTH) {
      tooDeep(spot, this.#report);
      return { ...spot, kind: "unread" };
    }
    if (isSeq(from)) {
      const items = from.items.map((item, i) => this.node(item, pointerTo(pointer, i), spot.start, depth + 1));
      return { ...spot, kind: "array", items };
    }
    const keys: Keys = new Set();
    return { ...spot, kind: "object", members: from.items.map((pair) => this.#member(pair, spot, keys, depth)) };
  }

  #member(pair: unknown, parent: Spot, keys: Keys, depth: number): Member {
    const { key: keyNode, value } = isPair(pair) ? pair : { key: undefined, value: undefined };
    const keyStart = startOf(keyNode, parent.start);
    const key = isScalar(keyNode) ? String(keyNode.value) : "";
    const spot = { start: keyStart, pointer: pointerTo(parent.pointer, key) };
    this.#spots.push(spot);
    this.#checkKey(keyNode, spot);
    refuseText(key, spot, this.#report);
    refuseSecond(keys, key, spot, this.#report);
    return { key, keyStart, pointer: spot.pointer, value: this.node(value, spot.pointer, keyStart, depth + 1) };
  }

  #checkKey(node: unknown, spot: Spot): void {
    if (!isScalar(node)) {
      this.#report.error(spot, "yaml_key", "a key has to be a string", "write a name before the colon");
    } else if (node.type === Scalar.PLAIN && node.source === "<<") {
      this.#report.error(spot, "yaml_merge_key", "merge keys are not accepted", "write the members out");
    } else if (node.type === Scalar.PLAIN && resolvePlain(node.source ?? "").kind !== "string") {
      const hint = `put it in quotes: \`"${node.source}"\``;
      this.#report.error(spot, "yaml_key", "a key has to be a string", hint);
    }
  }

  #scalar(from: Scalar, spot: Spot): Node {
    const text = String(from.value);
    if (refuseText(text, spot, this.#report)) return { ...spot, kind: "unread" };
    const plain = from.type === Scalar.PLAIN ? resolvePlain(text) : { kind: "string" as const };
    switch (plain.kind) {
      case "null":
        return { ...spot, kind: "null" };
      case "boolean":
        return { ...spot, kind: "boolean", value: plain.value };
      case "string":
        return { ...spot, kind: "string", value: text };
      case "no_number":
        return refuseNumber(plain.literal, spot, this.#report);
      case "number":
        if (plain.value instanceof UncarriedNumber) return refuseNumber(plain.value.text, spot, this.#report);
        return { ...spot, kind: "number", value: plain.value === 0 ? 0 : plain.value };
    }
  }
}

function startOf(node: unknown, fallback: number): number {
  const range = (node as { range?: readonly number[] } | null | undefined)?.range;
  return range?.[0] ?? fallback;
}
