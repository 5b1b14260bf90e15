/**
 * The requests and streams that agents have under way, from the moment they were read until their server is done with
 * them, which may be after their agent has gone. Each grant has so many at once and no more: one agent in a loop must not
 * take what others need. And on a server without sessions, where an id alone says which request is meant, this tells
 * whose request that is.
 */
import type { LiveGrant } from "./live-grants.js";
import type { Message } from "./read/message.js";
import { type Refusal, type RequestId, tooManyCalls, tooManyStreams } from "./refusal.js";
import type { Reply } from "./reply.js";
import type { Session } from "./sessions.js";
import type { GatewaySettings } from "./settings.js";

type Limits = Pick<GatewaySettings, "callsPerGrant" | "streamsPerGrant">;

/** How many of each a grant has under way. */
type Count = { calls: number; streams: number };

type Going = {
  readonly what: keyof Count;
  readonly count: Count;
  readonly grantId: string;
  readonly serverId: string;
  readonly id: RequestId | undefined;
  readonly inSession: boolean;
  whenOver: (() => void) | undefined;
};

export class UnderWay {
  readonly #limits: Limits;
  /** By the exchange, of which there is one for each message. */
  readonly #going = new Map<Reply, Going>();
  readonly #byGrant = new Map<string, Count>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Notes a message; the refusal when its grant has as many under way as it may. Notifications and answers always pass: requests wait for them. */
  enter(
    reply: Reply,
    { grant, server }: LiveGrant,
    message: Message,
    session: Session | undefined,
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
    const { id } = message;
    const inSession = session !== undefined;
    const own = { grantId: grant.id, serverId: server.id, id, inSession };
    this.#going.set(reply, { what, count, ...own, whenOver: undefined });
    return undefined;
  }

  /** What is to be done when the message of this exchange is over. */
  whenOver(reply: Reply, then: () => void): void {
    const going = this.#going.get(reply);
    if (going !== undefined) {
      going.whenOver = then;
    }
  }

  /** The message is over, here and at its server. */
  leave(reply: Reply): void {
    const going = this.#going.get(reply);
    if (going === undefined) {
      return;
    }
    this.#going.delete(reply);
    going.whenOver?.();
    const { count, what, grantId } = going;
    count[what] -= 1;
    if (count.calls + count.streams === 0) {
      this.#byGrant.delete(grantId);
    }
  }

  /** Whether, outside of sessions, this id is that of a request of this grant and of no other on the same server. */
  isOnlyOf({ grant, server }: LiveGrant, id: RequestId): boolean {
    let own = false;
    for (const going of this.#going.values()) {
      if (going.id === id && going.serverId === server.id && !going.inSession) {
        if (going.grantId !== grant.id) {
          return false;
        }
        own = true;
      }
    }
    return own;
  }
}
