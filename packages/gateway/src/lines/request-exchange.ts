/**
 * A request's way to the server and back. Its answer comes as a body, on the stream that it opened, or on one that goes
 * on where that ended; where none comes, an error says so, because an agent on a pipe would wait for ever.
 */
import { glance } from "../answer/glance.js";
import { errorCodes, type Refusal, type RequestId, refuse } from "../refusal.js";
import type { ReplyHeaders } from "../reply.js";
import { errorIn } from "./error-in.js";
import type { Exchange, HowClosed } from "./line-reply.js";
import type { Outbox } from "./outbox.js";

export class RequestExchange implements Exchange {
  readonly #id: RequestId;
  readonly #outbox: Outbox;
  readonly #onClosed: (how: HowClosed) => void;
  #headers: ReplyHeaders = {};
  #status = 0;

  /** `onClosed` is told when nothing more comes here; then the request waits for an answer, or no longer does. */
  constructor(id: RequestId, outbox: Outbox, onClosed: (how: HowClosed) => void) {
    this.#id = id;
    this.#outbox = outbox;
    this.#onClosed = onClosed;
  }

  get sessionId(): string | undefined {
    return this.#headers["mcp-session-id"];
  }

  get #isStream(): boolean {
    return this.#headers["content-type"]?.startsWith("text/event-stream") === true;
  }

  head(status: number, headers: ReplyHeaders): void {
    this.#status = status;
    this.#headers = headers;
  }

  message(text: string): boolean {
    const seen = glance(text);
    const isOwn = seen.kind === "response" && seen.id === this.#id;
    // Questions and notices of the server come on streams, where the path has looked at them.
    const isBeside = this.#isStream && (seen.kind === "request" || seen.kind === "notification");
    // With these statuses the path speaks of tokens and sessions, which this agent does not see.
    const needsWords = this.#status === 401 || this.#status === 404;
    if ((isOwn && !needsWords) || isBeside) {
      return this.#outbox.deliver(text);
    }
    const isAnothers = seen.kind === "response" && !isOwn;
    this.#outbox.refuse((isAnothers ? undefined : errorIn(text, this.#id)) ?? notTheAnswer(this.#id));
    return true;
  }

  closed(how: HowClosed): void {
    this.#onClosed(how);
  }
}

function notTheAnswer(id: RequestId): Refusal {
  return refuse(502, errorCodes.upstreamFailed, "the server's answer is none to this request").to(id);
}
