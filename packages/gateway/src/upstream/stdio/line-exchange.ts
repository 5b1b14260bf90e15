/**
 * One request under way at a child, answered as Streamable HTTP answers: with a body when the response is the first thing that
 * belongs to it, else with a stream of events that ends with the response. What the agent does not take yet waits here;
 * `holds` says how much, so that the owner can make the child wait.
 */
import { type IncomingAnswer, IncomingBody, UpstreamFailure } from "../../incoming.js";
import type { Deadline, Deadlines } from "../deadlines.js";
import type { Exchange } from "../port.js";

export type LineLimits = {
  readonly responseTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly callTimeoutMs: number;
};

/** What its owner is told. `flowing` is called when nothing is held any more: the agent has taken it, or never will. */
export type ExchangeOwner = {
  readonly server: string;
  readonly deadlines: Deadlines;
  readonly limits: LineLimits;
  gaveUp(why: "cancelled" | "timeout"): void;
  flowing(): void;
};

export type How = {
  /** It begins with a stream, whatever comes first. */
  readonly stream: boolean;
  /** It may be silent for as long as it likes. */
  readonly quiet: boolean;
  readonly headers?: Readonly<Record<string, string>>;
};

const BEFORE = Buffer.from("event: message\ndata: ");
const AFTER = Buffer.from("\n\n");

export class LineExchange implements Exchange {
  readonly answer: Promise<IncomingAnswer>;
  /** The child has been given the whole message. */
  sent = false;
  readonly #owner: ExchangeOwner;
  readonly #options: How;
  readonly #body: IncomingBody;
  #resolve!: (answer: IncomingAnswer) => void;
  #reject!: (failure: UpstreamFailure) => void;
  #begun = false;
  #over = false;
  #paused = false;
  #waiting: Buffer[] = [];
  #held = 0;
  readonly #deadline: { whole: Deadline | undefined; next: Deadline | undefined };

  constructor(owner: ExchangeOwner, options: How) {
    this.#owner = owner;
    this.#options = options;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#body = new IncomingBody({
      pause: () => {
        this.#paused = true;
      },
      resume: () => this.#flow(),
      // As a connection would: who breaks off is not told while he does.
      abort: () => queueMicrotask(() => this.cancel()),
    });
    const { deadlines, limits } = owner;
    const expire = () => this.#timeOut();
    this.#deadline = {
      whole: options.quiet ? undefined : deadlines.set(limits.callTimeoutMs, expire),
      next: deadlines.set(limits.responseTimeoutMs, expire),
    };
  }

  /** Bytes that the agent has not taken. */
  get holds(): number {
    return this.#held;
  }

  get over(): boolean {
    return this.#over;
  }

  /** Opens the stream when nothing has come yet. */
  begin(): void {
    if (!this.#begun) {
      this.#begin(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
    }
  }

  /** Something that belongs to the request comes before its response. */
  event(line: Buffer): void {
    if (this.#over) {
      return;
    }
    this.begin();
    this.#wait();
    this.#push(Buffer.concat([BEFORE, line, AFTER]));
  }

  /** The response itself, with the status that it would have over HTTP. */
  respond(line: Buffer, status: number): void {
    if (this.#over) {
      return;
    }
    if (this.#begun || (this.#options.stream && status === 200)) {
      this.event(line);
    } else {
      this.#begin(status, { "content-type": "application/json" });
      this.#push(line);
    }
    this.finish();
  }

  /** Nothing more comes. Where nothing has come at all, a stream is empty and a call has failed. */
  finish(): void {
    if (this.#over) {
      return;
    }
    if (this.#options.stream) {
      this.begin();
    }
    if (!this.#begun) {
      const message = `the server \`${this.#owner.server}\` ended the request without an answer`;
      this.fail(new UpstreamFailure("broken", 502, message, "cancelled by the process"));
      return;
    }
    this.#end();
    if (this.#held === 0) {
      this.#body.finish();
    }
  }

  fail(failure: UpstreamFailure): void {
    if (!this.#over) {
      this.#end();
      this.#waiting = [];
      this.#held = 0;
      this.#reject(failure);
      this.#body.fail(failure);
      this.#owner.flowing();
    }
  }

  cancel(): void {
    if (!this.#over) {
      this.fail(new UpstreamFailure("cancelled", 502, "the agent closed the call", "cancelled"));
      this.#owner.gaveUp("cancelled");
    }
  }

  #timeOut(): void {
    if (!this.#over) {
      const message = `the server \`${this.#owner.server}\` did not answer in time`;
      this.fail(new UpstreamFailure("timeout", 504, message, "no answer from the process"));
      this.#owner.gaveUp("timeout");
    }
  }

  #begin(status: number, headers: Record<string, string>): void {
    this.#begun = true;
    this.#resolve({ status, headers: { ...headers, ...this.#options.headers }, body: this.#body });
    this.#wait();
  }

  /** Sets the time limit of what comes next. */
  #wait(): void {
    const { deadlines, limits } = this.#owner;
    deadlines.lift(this.#deadline.next);
    this.#deadline.next = this.#options.quiet ? undefined : deadlines.set(limits.idleTimeoutMs, () => this.#timeOut());
  }

  #end(): void {
    this.#over = true;
    this.#owner.deadlines.lift(this.#deadline.whole);
    this.#owner.deadlines.lift(this.#deadline.next);
  }

  #push(bytes: Buffer): void {
    if (this.#paused) {
      this.#waiting.push(bytes);
      this.#held += bytes.length;
    } else {
      this.#body.push(bytes);
    }
  }

  #flow(): void {
    this.#paused = false;
    for (let bytes = this.#waiting.shift(); bytes !== undefined; bytes = this.#waiting.shift()) {
      this.#held -= bytes.length;
      this.#body.push(bytes);
      if (this.#paused) {
        return;
      }
    }
    if (this.#over) {
      this.#body.finish();
    }
    this.#owner.flowing();
  }
}
