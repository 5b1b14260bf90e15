/**
 * What a connection to a server can do, whatever the server is. Inside the gateway every message travels as Streamable
 * HTTP, so that the stages know one kind of answer: docs/decisions/0010.
 */
import type { IncomingAnswer } from "../incoming.js";
import type { Heard } from "../stages.js";

export type Outgoing = {
  readonly method: "POST" | "GET" | "DELETE";
  /** Name and value in turn. */
  readonly headers: readonly string[];
  readonly body: Buffer | undefined;
  /** What the body says, as it was read. */
  readonly message:
    | Pick<Heard["message"], "kind" | "method" | "id" | "generation" | "progressToken" | "cancels">
    | undefined;
  /** A stream that may be silent for hours and last for days: no time limits but that of its head. */
  readonly quiet: boolean;
};

/** One message under way. */
export interface Exchange {
  /** Resolves with the head of the answer, or rejects with an UpstreamFailure. */
  readonly answer: Promise<IncomingAnswer>;
  /** Breaks the exchange off because the agent wants no answer any more. */
  cancel(): void;
}

export interface Upstream {
  send(outgoing: Outgoing): Exchange;
  /** Takes nothing new, and ends when what is under way has ended. */
  retire(): Promise<void>;
  /** Ends at once what is still under way. */
  close(): Promise<void>;
}
