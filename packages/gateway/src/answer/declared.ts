/**
 * What a server declares of itself, in its answer to `initialize` or `server/discover`, less what the policy switches
 * off: `prompts` and `resources` of which no list can show anything, and `completions` when neither is left. `tools`
 * stay, so that an agent whose every call is refused learns why by its first one.
 *
 * `instructions` go when they name a tool, prompt or resource that this grant may not see. Cut, not rebuilt.
 */
import { JsonCursor, looseKey, shownKey } from "@turnpike/json";
import { type Cut, splice, Trimmer } from "./cuts.js";
import { cachedFor } from "./lists.js";

export type Declaring = {
  /** Members of `capabilities` that go. */
  readonly without: ReadonlySet<string>;
  /** Whether this text names what the grant may not see. */
  readonly tells: (text: string) => boolean;
  readonly mostTtlMs: number;
};

export type Declared = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

const KNOWN = new Map(
  ["jsonrpc", "id", "result", "error", "capabilities", "instructions", "cacheScope", "ttlMs"].map((key) => [
    looseKey(key),
    key,
  ]),
);

/** The text of one JSON-RPC answer. */
export function declaredTo(text: string, declaring: Declaring): Declared {
  const cutter = new Declaration(text, declaring);
  const fault = cutter.walk();
  return fault === undefined ? { ok: true, text: cutter.text() } : { ok: false, message: fault };
}

class Declaration {
  readonly #source: string;
  readonly #declaring: Declaring;
  readonly #cursor: JsonCursor;
  readonly #cuts: Cut[] = [];
  readonly #caching: Cut[] = [];
  #fault: string | undefined;

  constructor(source: string, declaring: Declaring) {
    this.#source = source;
    this.#declaring = declaring;
    this.#cursor = new JsonCursor(source, { maxDepth: 256 });
  }

  walk(): string | undefined {
    this.#members((key) => {
      if (key === "result" && this.#cursor.peek() === "object") {
        this.#members((member) => this.#resultMember(member));
      } else {
        this.#cursor.skip();
      }
      return true;
    });
    this.#cursor.end();
    return this.#fault ?? this.#cursor.fault?.message;
  }

  text(): string {
    return splice(this.#source, this.#cuts.length === 0 ? [] : [...this.#cuts, ...this.#caching]);
  }

  /** Whether the member stays. */
  #resultMember(member: string): boolean {
    const cursor = this.#cursor;
    if (member === "capabilities" && cursor.peek() === "object") {
      this.#members((key) => {
        cursor.skip();
        return !this.#declaring.without.has(key);
      });
      return true;
    }
    if (member === "instructions" && cursor.peek() === "string") {
      return !this.#declaring.tells(cursor.string() ?? "");
    }
    const start = cursor.start();
    cursor.skip();
    const instead = cachedFor(member, this.#source.slice(start, cursor.offset), this.#declaring.mostTtlMs);
    if (instead !== undefined) {
      this.#caching.push({ start, end: cursor.offset, instead });
    }
    return true;
  }

  /** Walks an object and cuts the members that do not stay; no key may stand twice or resemble one that matters. */
  #members(stays: (key: string) => boolean): void {
    const cursor = this.#cursor;
    const seen = new Set<string>();
    const trimmer = new Trimmer();
    cursor.enterObject();
    for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) {
      const start = cursor.keyStart;
      const loose = looseKey(key);
      if (seen.has(loose) || (KNOWN.get(loose) ?? key) !== key) {
        this.#fault ??= `the key ${shownKey(key)} is there twice or mis-cased`;
      }
      seen.add(loose);
      const keep = stays(key);
      trimmer.entry(start, cursor.offset, keep);
    }
    this.#cuts.push(...trimmer.cuts());
  }
}
