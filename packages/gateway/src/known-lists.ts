/**
 * The last answer to each kind of list request, and what became of it. Servers give the same list again and again, but
 * for the id of the request. What is equal byte for byte was read before: under the same version of the same policy the
 * same goes to the agent, and nothing has to be read anew.
 */
import type { LiveGrant } from "./live-grants.js";
import type { Message } from "./read/message.js";
import type { ListPage } from "./shown-lists.js";

/** In bytes, of lists as they came and as they went on. */
const MOST_KEPT = 16 * 1024 * 1024;
const LONGEST = 1024 * 1024;

/** Where the id of an answer stands. */
export type IdPlace = { readonly start: number; readonly end: number };

type Around = { readonly before: Buffer; readonly after: Buffer };

export type Found = { readonly pieces: readonly Buffer[]; readonly page: ListPage };

type Known = {
  readonly given: Around;
  readonly shown: Around;
  readonly page: ListPage;
  /** How long the agent may keep it, which depends on the time as well. */
  readonly ttlMs: number;
  readonly bytes: number;
};

export class KnownLists {
  /** By server, policy and method, the least recently learnt first. */
  readonly #known = new Map<string, Known>();
  #bytes = 0;

  /** What the agent gets of this answer, in pieces, when it is known. */
  find(grant: LiveGrant, message: Message, ttlMs: number, answer: Buffer): Found | undefined {
    const known = this.#known.get(keyOf(grant, message));
    if (known === undefined || known.ttlMs !== ttlMs) {
      return undefined;
    }
    const id = within(known.given, answer);
    if (id === undefined || id.toString() !== JSON.stringify(message.id)) {
      return undefined;
    }
    const { before, after } = known.shown;
    return { pieces: [before, id, after], page: known.page };
  }

  /** `text` came, `shown` went on. Both differ within the result only, which the id is no part of. */
  learn(
    grant: LiveGrant,
    message: Message,
    ttlMs: number,
    { text, shown, id, page }: { text: string; shown: string; id: IdPlace | undefined; page: ListPage },
  ): void {
    // Whose tasks are shown depends on more than the policy, in whatever list a server puts them.
    if (id === undefined || text.length > LONGEST || page.some(({ kind }) => kind === "task")) {
      return;
    }
    const key = keyOf(grant, message);
    this.#forget(key);
    const isBefore = shown.startsWith(text.slice(0, id.end));
    const moved = isBefore ? 0 : shown.length - text.length;
    const given = around(text, id);
    const known = { given, shown: around(shown, { start: id.start + moved, end: id.end + moved }), page, ttlMs };
    const bytes = lengthOf(known.given) + lengthOf(known.shown);
    this.#known.set(key, { ...known, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#known.keys()) {
      if (this.#bytes <= MOST_KEPT) {
        break;
      }
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    this.#bytes -= this.#known.get(key)?.bytes ?? 0;
    this.#known.delete(key);
  }
}

function keyOf({ server, policy }: LiveGrant, { method }: Message): string {
  return `${server.id} ${policy?.id} ${policy?.version} ${method}`;
}

function around(text: string, { start, end }: IdPlace): Around {
  return { before: Buffer.from(text.slice(0, start)), after: Buffer.from(text.slice(end)) };
}

function lengthOf({ before, after }: Around): number {
  return before.length + after.length;
}

/** The id, when all that is around it is the same. */
function within({ before, after }: Around, answer: Buffer): Buffer | undefined {
  const end = answer.length - after.length;
  const same =
    end > before.length && answer.subarray(0, before.length).equals(before) && answer.subarray(end).equals(after);
  return same ? answer.subarray(before.length, end) : undefined;
}
