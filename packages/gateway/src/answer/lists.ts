/**
 * Lists, less what this grant may not see. The text of the server is cut, not rebuilt: what stays keeps every byte,
 * so unknown fields, big integers, order and white space survive.
 *
 * Lists are found by content, in any message of a server: a result with a member `tools`, `resources`,
 * `resourceTemplates`, `prompts` or `tasks`. A text that two readers could take for two lists (equal or mis-cased keys on the
 * way to a name, an entry without one) is a fault, and the caller refuses: nothing is ever passed on unfiltered
 * because it could not be read.
 *
 * A list that depends on the grant must not be served to another one from a cache: `cacheScope` becomes `private`. Nor
 * may it outlive what it depends on: `ttlMs` is lowered to what the caller allows, never raised, never invented.
 */
import { JsonCursor, looseKey, shownKey } from "@turnpike/json";
import type { IdPlace } from "../known-lists.js";
import type { ListedKind } from "../methods.js";
import { type Cut, splice, Trimmer } from "./cuts.js";

export type Filtered =
  | { readonly ok: true; readonly text: string; readonly removed: number; readonly list: HeldList }
  | { readonly ok: false; readonly message: string };

/** Whether an entry of this kind may be seen; `name` is a resource's uri, a template's uriTemplate. */
export type Visible = (kind: ListedKind, name: string) => boolean;

/** What a list holds before anything is cut; offsets are those of the text that was given. */
export type HeldList = {
  readonly entries: readonly {
    readonly kind: ListedKind;
    readonly name: string;
    readonly start: number;
    readonly end: number;
  }[];
  readonly nextCursor: string | undefined;
  /** The id that the message answers to; undefined when it has none. */
  readonly id: IdPlace | undefined;
};

/** A list's member in the result, and the member that names an entry of it. */
const LISTS: ReadonlyMap<string, { readonly kind: ListedKind; readonly named: string }> = new Map([
  ["tools", { kind: "tool", named: "name" }],
  ["resources", { kind: "resource", named: "uri" }],
  ["resourceTemplates", { kind: "resource_template", named: "uriTemplate" }],
  ["prompts", { kind: "prompt", named: "name" }],
  ["tasks", { kind: "task", named: "taskId" }],
]);
const MESSAGE_MEMBERS = byLooseKey("jsonrpc", "id", "method", "params", "result", "error");
const RESULT_MEMBERS = byLooseKey(...LISTS.keys(), "cacheScope", "ttlMs", "nextCursor");
/** Members of entries that resemble no name, so that most keys need no closer look. */
const ORDINARY = new Set([
  "title",
  "description",
  "inputSchema",
  "outputSchema",
  "annotations",
  "icons",
  "_meta",
  "execution",
]);
/** Schemas of tools nest deeper than messages of agents. */
const MAX_DEPTH = 256;

/**
 * Filters the text of one JSON-RPC message. `method` is that of the request it answers, if it is known: the answer to
 * a list request must have the form of a list, while another message may have a member of such a name that is none.
 */
export function filterList(
  text: string,
  method: string | undefined,
  visible: Visible,
  mostTtlMs = Number.POSITIVE_INFINITY,
): Filtered {
  const cutter = new ListCutter(text, method?.endsWith("/list") === true, visible, mostTtlMs);
  const fault = cutter.walk();
  return fault === undefined
    ? { ok: true, text: cutter.text(), removed: cutter.removed, list: cutter }
    : { ok: false, message: fault };
}

class ListCutter {
  removed = 0;
  readonly entries: HeldList["entries"][number][] = [];
  nextCursor: string | undefined;
  id: IdPlace | undefined;
  readonly #mostTtlMs: number;
  readonly #source: string;
  readonly #strict: boolean;
  readonly #visible: Visible;
  readonly #cursor: JsonCursor;
  readonly #cuts: Cut[] = [];
  /** What becomes of `cacheScope` and `ttlMs` when there is a list. */
  readonly #caching: Cut[] = [];
  #lists = 0;
  #fault: string | undefined;

  constructor(source: string, strict: boolean, visible: Visible, mostTtlMs: number) {
    this.#mostTtlMs = mostTtlMs;
    this.#source = source;
    this.#strict = strict;
    this.#visible = visible;
    this.#cursor = new JsonCursor(source, { maxDepth: MAX_DEPTH });
  }

  /** Finds what to cut; the fault that forbids passing the text on. */
  walk(): string | undefined {
    this.#members("the message", MESSAGE_MEMBERS, (key) => {
      if (key === "result" && this.#cursor.peek() === "object") {
        this.#members("the result", RESULT_MEMBERS, (member) => this.#resultMember(member));
        return;
      }
      const start = this.#cursor.start();
      this.#cursor.skip();
      if (key === "id") {
        this.id = { start, end: this.#cursor.offset };
      }
    });
    this.#cursor.end();
    return this.#fault ?? this.#cursor.fault?.message;
  }

  text(): string {
    return splice(this.#source, this.#lists === 0 ? this.#cuts : [...this.#cuts, ...this.#caching]);
  }

  /** Walks an object; known members may stand once, and nothing may resemble them. */
  #members(where: string, known: ReadonlyMap<string, string>, read: (key: string) => void): void {
    const cursor = this.#cursor;
    const seen = new Set<string>();
    cursor.enterObject();
    for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) {
      const meant = known.get(looseKey(key));
      if (meant !== undefined && (meant !== key || seen.has(key))) {
        this.#no(`the key ${shownKey(key)} of ${where} is there twice or mis-cased`);
      }
      seen.add(key);
      read(key);
    }
  }

  #resultMember(member: string): void {
    const cursor = this.#cursor;
    const list = LISTS.get(member);
    const start = cursor.start();
    if (list !== undefined && cursor.peek() === "array") {
      this.#list(member, list.kind, list.named);
      return;
    }
    if (member === "nextCursor" && cursor.peek() === "string") {
      this.nextCursor = cursor.string();
      return;
    }
    cursor.skip();
    if (list !== undefined && this.#strict) {
      this.#no(`\`${member}\` is no array`);
    }
    const instead = cachedFor(member, this.#source.slice(start, cursor.offset), this.#mostTtlMs);
    if (instead !== undefined) {
      this.#caching.push({ start, end: cursor.offset, instead });
    }
  }

  #list(member: string, kind: ListedKind, named: string): void {
    const cursor = this.#cursor;
    const trimmer = new Trimmer();
    const held: HeldList["entries"][number][] = [];
    let entries = 0;
    for (cursor.enterArray(); cursor.nextElement(); entries++) {
      const start = cursor.start();
      const name = this.#entryName(member, named);
      const end = cursor.offset;
      if (name !== undefined) {
        held.push({ kind, name, start, end });
      }
      trimmer.entry(start, end, name !== undefined && this.#visible(kind, name));
    }
    const unnamed = entries - held.length;
    if (unnamed > 0 && (this.#strict || unnamed < entries)) {
      this.#no(`an entry of \`${member}\` has no name that can be read`);
    } else if (unnamed === 0) {
      this.#lists++;
      this.removed += entries - trimmer.kept;
      this.#cuts.push(...trimmer.cuts());
      this.entries.push(...held);
    }
  }

  /** What names the entry ahead, which is passed over; undefined when nothing does. */
  #entryName(member: string, named: string): string | undefined {
    const cursor = this.#cursor;
    if (cursor.peek() !== "object") {
      cursor.skip();
      return undefined;
    }
    let name: string | undefined;
    let seen = false;
    cursor.enterObject();
    for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) {
      if (ORDINARY.has(key) || (key !== named && looseKey(key) !== looseKey(named))) {
        cursor.skip();
        continue;
      }
      if (key !== named || seen) {
        this.#no(`the key ${shownKey(key)} in an entry of \`${member}\` is there twice or mis-cased`);
      }
      seen = true;
      name = cursor.peek() === "string" ? cursor.string() : undefined;
      if (name === undefined) {
        cursor.skip();
      } else if (cursor.loneSurrogate) {
        this.#no(`a name in \`${member}\` holds half of a surrogate pair`);
      }
    }
    return name;
  }

  #no(message: string): void {
    this.#fault ??= message;
  }
}

/** What a member about caching becomes in an answer that depends on the grant; undefined when it stays. */
export function cachedFor(member: string, written: string, mostTtlMs: number): string | undefined {
  if (member === "cacheScope" && written !== '"private"') {
    return '"private"';
  }
  return member === "ttlMs" && Number(written) > mostTtlMs ? String(mostTtlMs) : undefined;
}

function byLooseKey(...keys: readonly string[]): ReadonlyMap<string, string> {
  return new Map(keys.map((key) => [looseKey(key), key]));
}
