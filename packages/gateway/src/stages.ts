/**
 * What each stage of the path hands to the next. A stage takes the type that the stage before returns, so the wrong
 * order does not compile; no stage imports another.
 *
 * A stage adds its own members before it spreads what it was given: `{ added, ...given }`. The other way round every
 * object gets a hidden class of its own in V8, which makes it dear to build and to read.
 */
import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import type { Counted, Decision, Happened, Judgement } from "@turnpike/policy";
import type { Counters, KeyedClaim } from "@turnpike/store";
import type { BodyBudget } from "./body.js";
import type { KnownLists } from "./known-lists.js";
import type { LiveGrant, LiveGrants } from "./live-grants.js";
import type { Metrics } from "./metrics.js";
import type { MirroredParams } from "./mirrored-params.js";
import type { Message } from "./read/message.js";
import type { HostList } from "./receive/hosts.js";
import type { Reply } from "./reply.js";
import type { Rounds } from "./rounds.js";
import type { Session, Sessions } from "./sessions.js";
import type { GatewaySettings } from "./settings.js";
import type { Pages } from "./shown-lists.js";
import type { Tasks } from "./tasks.js";
import type { UnderWay } from "./under-way.js";
import type { OpenStream } from "./upkeep.js";
import type { Upstreams } from "./upstream/upstreams.js";

/** What the stages work with; one for the life of the process. */
export type Gateway = {
  readonly settings: GatewaySettings;
  readonly hosts: HostList;
  readonly grants: LiveGrants;
  /** What of agents' bodies is held in memory. */
  readonly bodies: BodyBudget;
  readonly sessions: Sessions;
  readonly underWay: UnderWay;
  readonly counters: Counters;
  readonly rounds: Rounds;
  readonly tasks: Tasks;
  readonly pages: Pages;
  readonly knownLists: KnownLists;
  readonly mirrored: MirroredParams;
  readonly upstreams: Upstreams;
  /** Streams that stay open. */
  readonly streams: Set<OpenStream>;
  readonly metrics: Metrics;
  /** A line for the operator: what went wrong and where, never an argument value or a credential. */
  readonly report: (line: string) => void;
};

/** A request at `/mcp/<server-id>`, or a line that is sent on like one, and the way back to who sent it. */
export type Arrival = {
  readonly request: Pick<IncomingMessage, "method" | "rawHeaders">;
  /** What is still to be read of it, or all of it at once. */
  readonly body: Readable | Buffer;
  readonly reply: Reply;
  readonly serverId: string;
  /** What is to be done when the message is over, here and at its server. */
  readonly atEnd: (() => void)[];
};

/** The agent's headers, each at most once where two could be read in two ways. */
export type AgentHeaders = {
  get(name: string): string | undefined;
  /** Name and value in turn: what travels on to the upstream unchanged. */
  readonly forwarded: readonly string[];
};

export type Received = Arrival & {
  readonly method: "POST" | "GET" | "DELETE";
  readonly headers: AgentHeaders;
};

/** A request whose token is known and belongs to this server. */
export type Permit = Received & {
  readonly grant: LiveGrant;
  readonly session: Session | undefined;
  /** The agent named a session that does not exist for it; of no account where the protocol has no sessions. */
  readonly sessionUnknown: boolean;
};

/** A message that can be read in one way only. */
export type Heard = Permit & { readonly message: Message };

/** A message that the policy lets go on; calls carry what the policy found. */
export type Judged = Heard & { readonly judgement: Judgement | undefined };

/** A message that may be forwarded: a call has its limits reserved and its record written. */
export type Reserved = Judged & { readonly reservation: Reservation | undefined };

export type Reservation = {
  readonly requestId: string;
  readonly recordId: string;
  readonly decision: Decision;
  /** What was taken, and the windows it was taken in: what is given back goes back there. */
  readonly claims: readonly KeyedClaim[];
  readonly states: Counted["states"];
  readonly startedAt: number;
};

/** How a forwarded message ended: what its limits and its record are settled by. */
export type Ended = {
  readonly happened: Happened;
  readonly upstreamStatus: number | undefined;
  /** The server gave an answer of its own, even one that says it failed. */
  readonly answered: boolean;
};
