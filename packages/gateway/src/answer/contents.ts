/**
 * Content blocks of an answer that point to resources which the grant may not see: links, and resources embedded whole.
 * They are cut out of `content` (of a result, of the result within a task, of the messages of a prompt); every other
 * byte stays. A block that can be read in two ways goes as well, since nobody can say what it points to.
 */
import { JsonCursor, looseKey } from "@turnpike/json";
import { type Cut, splice, Trimmer } from "./cuts.js";

/** Whether a block may stay: a link, or a resource with its contents. */
export type Points = (to: "link" | "embedded", uri: string) => boolean;

/** What every block of these kinds has in it, so that most answers need no closer look. */
const MARK = "resource";
const BLOCK_KEYS = new Set(["type", "uri", "resource"]);

/** Whether an answer can hold such a block. */
export function mayPoint(answer: string | Buffer): boolean {
  return answer.includes(MARK);
}

/** The answer without those blocks; the text itself when there are none, or when it is no JSON that could be cut. */
export function withoutBlocks(text: string, points: Points): string {
  if (!mayPoint(text)) {
    return text;
  }
  const walk = new ContentWalk(text, points);
  return walk.end() ? splice(text, walk.cuts) : text;
}

class ContentWalk {
  readonly cuts: Cut[] = [];
  readonly #cursor: JsonCursor;
  readonly #points: Points;

  constructor(text: string, points: Points) {
    this.#cursor = new JsonCursor(text, { maxDepth: 1000 });
    this.#points = points;
    this.#within({ result: () => this.#result(true) });
  }

  end(): boolean {
    return this.#cursor.end();
  }

  /** A result, or the result that a task holds. */
  #result(outer: boolean): void {
    this.#within({
      content: () => this.#entries(() => this.#block()),
      messages: () => this.#entries(() => this.#message()),
      ...(outer ? { result: () => this.#result(false) } : {}),
    });
  }

  /** Walks the object ahead, looking into these members only. */
  #within(members: Readonly<Record<string, () => void>>): void {
    const cursor = this.#cursor;
    if (cursor.peek() !== "object") {
      cursor.skip();
      return;
    }
    cursor.enterObject();
    for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) {
      const look = Object.hasOwn(members, key) ? members[key] : undefined;
      if (look === undefined) {
        cursor.skip();
      } else {
        look();
      }
    }
  }

  /** Cuts the elements of the array ahead that do not stay. */
  #entries(stays: () => boolean): void {
    const cursor = this.#cursor;
    if (cursor.peek() !== "array") {
      cursor.skip();
      return;
    }
    const trimmer = new Trimmer();
    for (cursor.enterArray(); cursor.nextElement(); ) {
      const start = cursor.start();
      const keep = stays();
      trimmer.entry(start, cursor.offset, keep);
    }
    this.cuts.push(...trimmer.cuts());
  }

  /** A message of a prompt has one block, and goes with it. */
  #message(): boolean {
    let keep = true;
    this.#within({
      content: () => {
        keep = this.#block() && keep;
      },
    });
    return keep;
  }

  #block(): boolean {
    const cursor = this.#cursor;
    if (cursor.peek() !== "object") {
      cursor.skip();
      return true;
    }
    const found = new Map<string, string | undefined>();
    let doubt = false;
    cursor.enterObject();
    for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) {
      const loose = looseKey(key);
      doubt ||= BLOCK_KEYS.has(loose) && (key !== loose || found.has(key));
      if (key === "resource") {
        found.set(key, this.#uri());
      } else if (BLOCK_KEYS.has(key)) {
        found.set(key, this.#text());
      } else {
        cursor.skip();
      }
    }
    const type = found.get("type");
    if (type !== "resource_link" && type !== "resource") {
      return !doubt;
    }
    const uri = found.get(type === "resource" ? "resource" : "uri");
    return !doubt && uri !== undefined && this.#points(type === "resource" ? "embedded" : "link", uri);
  }

  /** The uri of the embedded resource ahead; undefined when there is none, or two. */
  #uri(): string | undefined {
    const uris: (string | undefined)[] = [];
    this.#within({ uri: () => void uris.push(this.#text()) });
    return uris.length === 1 ? uris[0] : undefined;
  }

  #text(): string | undefined {
    if (this.#cursor.peek() === "string") {
      return this.#cursor.string();
    }
    this.#cursor.skip();
    return undefined;
  }
}
