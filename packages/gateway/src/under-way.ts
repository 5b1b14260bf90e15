/**
 * The requests and streams that agents have under way, from the moment they were read until their server is done with
 * them, which may be after their agent has gone. Each grant has so many at once and no more: one agent in a loop must not
 * take what others need. And on a server without sessions, where an id alone says which request is meant, this tells
 * whose request that is.
 */
import type { LiveGrant } from "./live-grants.js";
import type { Message } from "./read/message.js";
import { type Refusal, type RequestId, tooManyCalls, tooManyStreams } from "./refusal.js";
import { Roster } from "./roster.js";
import type { Session } from "./sessions.js";
import type { GatewaySettings } from "./settings.js";

type Limits = Pick<GatewaySettings, "callsPerGrant" | "streamsPerGrant">;

/** How many of each a grant has under way. */
type Count = { calls: number; streams: number };

type Going = {
  readonly grantId: string;
  readonly serverId: string;
  readonly id: RequestId | undefined;
  readonly inSession: boolean;
  place: number;
};

export class UnderWay {
  readonly #limits: Limits;
  readonly #going = new Roster<Going>();
  readonly #byGrant = new Map<string, Count>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /**
   * Notes a message, and in `atEnd` how it leaves; the refusal when its grant has as many under way as it may.
   * Notifications and answers always pass: requests wait for them.
   */
  enter(
    { grant, server }: LiveGrant,
    message: Message,
    session: Session | undefined,
    atEnd: (() => void)[],
  ): Refusal | undefined {
    const what = message.entry.kind === "stream" ? "streams" : "calls";
    if (what === "calls" && message.kind !== "request") {
      return undefined;
    }
    const count = this.#byGrant.get(grant.id) ?? { calls: 0, streams: 0 };
    const { callsPerGrant, streamsPerGrant } = this.#limits;
    if (what === "calls" ? count.calls >= callsPerGrant : count.streams >= streamsPerGrant) {
      return what === "calls" ? tooManyCalls(callsPerGrant) : tooManyStreams(streamsPerGrant);
    }
    count[what] += 1;
    this.#byGrant.set(grant.id, count);
    const going = {
      grantId: grant.id,
      serverId: server.id,
      id: message.id,
      inSession: session !== undefined,
      place: 0,
    };
    this.#going.enter(going);
    atEnd.push(() => {
      this.#going.leave(going);
      this.#leave(grant.id, count, what);
    });
    return undefined;
  }

  /** Whether, outside of sessions, this id is that of a request of this grant and of no other on the same server. */
  isOnlyOf({ grant, server }: LiveGrant, id: RequestId): boolean {
    let own = false;
    for (const going of this.#going) {
      if (going.id === id && going.serverId === server.id && !going.inSession) {
        if (going.grantId !== grant.id) {
          return false;
        }
        own = true;
      }
    }
    return own;
  }

  #leave(grantId: string, count: Count, what: keyof Count): void {
    count[what] -= 1;
    if (count.calls + count.streams === 0) {
      this.#byGrant.delete(grantId);
    }
  }
}
