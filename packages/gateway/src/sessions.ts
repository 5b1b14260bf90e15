/**
 * Sessions of the older protocol generation. The gateway mints its own ids, so an agent never learns an upstream's,
 * and binds each session to the grant that opened it: for any other grant it does not exist. What belongs to a session
 * (the server's open questions, unanswered requests, event ids, streams) is kept with it and ends with it.
 */
import { randomBytes } from "node:crypto";
import { EventIds } from "./event-ids.js";
import type { LiveGrant } from "./live-grants.js";
import type { RequestId } from "./refusal.js";
import { ShownLists } from "./shown-lists.js";

/** A request of the agent whose answer has not come; it may come on a stream that the agent opens later. */
export type Unanswered = {
  /** The stream of the request: only what resumes it can bring the answer. */
  readonly stream: number;
  readonly method: string;
  /** Treats the answer as its own stream would have: filters it and settles the call. */
  answer(text: string): Promise<string | undefined>;
  /** No answer will come. */
  abandon(): void;
};

/** What belongs to a session; without sessions, to the grant. */
export type Belongings = {
  readonly unanswered: Map<RequestId, Unanswered>;
  readonly eventIds: EventIds;
  readonly lists: ShownLists;
  /** Open streams; each is told when the session ends. */
  readonly streams: Set<() => void>;
  lastUsedAt: number;
};

export type Session = Belongings & {
  readonly id: string;
  /** The grant as it was when the session opened. */
  readonly owner: LiveGrant;
  /** The upstream's own id. */
  readonly upstreamId: string;
  /** The notices of changed lists that the server declared. */
  listChanges: ReadonlySet<string>;
  /** The revision agreed in `initialize`, when the answer could be read. */
  protocolVersion: string | undefined;
  /** Requests of the server that the agent has been shown and has not answered. */
  readonly asked: Set<RequestId>;
};

function newBelongings(now: number): Belongings {
  return {
    unanswered: new Map(),
    eventIds: new EventIds(),
    lists: new ShownLists(),
    streams: new Set(),
    lastUsedAt: now,
  };
}

export class Sessions {
  readonly perGrant: number;
  readonly idleMs: number;
  readonly #byId = new Map<string, Session>();
  readonly #countByGrant = new Map<string, number>();
  readonly #opening = new Map<string, number>();
  readonly #sessionless = new Map<string, Belongings>();
  readonly #onEnd: (session: Session) => void;

  /** `onEnd` is told of each session that the gateway ends by itself, to end the upstream's too. */
  constructor(perGrant: number, idleMs: number, onEnd: (session: Session) => void) {
    this.perGrant = perGrant;
    this.idleMs = idleMs;
    this.#onEnd = onEnd;
  }

  /**
   * Takes a place for a session that is about to open, so that many opened at once stay within the cap; idle ones end
   * first; `most` where it is less than the cap of all. Returns how the place is given back once the session has opened or has not; undefined when none is left.
   */
  takePlace(grantId: string, now: number, most = this.perGrant): (() => void) | undefined {
    const taken = () => (this.#countByGrant.get(grantId) ?? 0) + (this.#opening.get(grantId) ?? 0);
    if (taken() >= most) {
      this.sweep(now);
    }
    if (taken() >= most) {
      return undefined;
    }
    this.#opening.set(grantId, (this.#opening.get(grantId) ?? 0) + 1);
    return () => {
      const left = (this.#opening.get(grantId) ?? 1) - 1;
      if (left > 0) {
        this.#opening.set(grantId, left);
      } else {
        this.#opening.delete(grantId);
      }
    };
  }

  open(owner: LiveGrant, upstreamId: string, now: number): Session {
    const session: Session = {
      id: randomBytes(24).toString("base64url"),
      owner,
      upstreamId,
      protocolVersion: undefined,
      asked: new Set(),
      listChanges: new Set(),
      ...newBelongings(now),
    };
    this.#byId.set(session.id, session);
    this.#countByGrant.set(owner.grant.id, (this.#countByGrant.get(owner.grant.id) ?? 0) + 1);
    return session;
  }

  /** The session of this id when it belongs to this grant; a foreign one is as unknown as an ended one. */
  find(id: string, grant: LiveGrant, now: number): Session | undefined {
    const session = this.#byId.get(id);
    if (
      session === undefined ||
      session.owner.grant.id !== grant.grant.id ||
      session.owner.server.id !== grant.server.id
    ) {
      return undefined;
    }
    if (this.#isIdle(session, now)) {
      this.#endHere(session);
      return undefined;
    }
    session.lastUsedAt = now;
    return session;
  }

  /** What belongs to a grant on a server that opens no sessions. */
  sessionless(grantId: string, now = Date.now()): Belongings {
    let belongings = this.#sessionless.get(grantId);
    if (belongings === undefined) {
      belongings = newBelongings(now);
      this.#sessionless.set(grantId, belongings);
    }
    belongings.lastUsedAt = now;
    return belongings;
  }

  /** Ends a session that is over at the upstream, with all that belongs to it. */
  end(session: Session): void {
    if (!this.#byId.delete(session.id)) {
      return;
    }
    const { id } = session.owner.grant;
    const left = (this.#countByGrant.get(id) ?? 1) - 1;
    if (left > 0) {
      this.#countByGrant.set(id, left);
    } else {
      this.#countByGrant.delete(id);
    }
    for (const close of session.streams) {
      close();
    }
    for (const unanswered of session.unanswered.values()) {
      unanswered.abandon();
    }
    session.unanswered.clear();
  }

  /** Ends what has been idle too long, and forgets what belonged to grants that have. */
  sweep(now: number): void {
    for (const [grantId, belongings] of this.#sessionless) {
      if (belongings.unanswered.size === 0 && this.#isIdle(belongings, now)) {
        this.#sessionless.delete(grantId);
      }
    }
    for (const session of this.#byId.values()) {
      if (this.#isIdle(session, now)) {
        this.#endHere(session);
      }
    }
  }

  /** Ends the sessions that fail the test, here and at their upstreams. */
  endUnless(keep: (session: Session) => boolean): void {
    for (const session of this.#byId.values()) {
      if (!keep(session)) {
        this.#endHere(session);
      }
    }
  }

  /** Every open session. */
  all(): Iterable<Session> {
    return this.#byId.values();
  }

  get size(): number {
    return this.#byId.size;
  }

  #isIdle({ streams, lastUsedAt }: Belongings, now: number): boolean {
    return streams.size === 0 && now - lastUsedAt > this.idleMs;
  }

  #endHere(session: Session): void {
    this.end(session);
    this.#onEnd(session);
  }
}
