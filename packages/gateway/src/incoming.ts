/**
 * The upstream's answer while it arrives: its head at once, its body pushed into a sink with backpressure. A body that
 * came whole before anybody looked is handed over whole, so that a small answer costs one write.
 */

/** Why an upstream gave no (complete) answer, and whether the call can have reached it. */
export class UpstreamFailure extends Error {
  readonly kind: "unreached" | "timeout" | "broken" | "cancelled";
  readonly status: 502 | 503 | 504;
  readonly detail: string;

  /** `message` is for the agent: it names the server, never its address; `detail` is for the operator. */
  constructor(
    kind: "unreached" | "timeout" | "broken" | "cancelled",
    status: 502 | 503 | 504,
    message: string,
    detail: string,
  ) {
    super(message);
    this.kind = kind;
    this.status = status;
    this.detail = detail;
  }
}

/** Where the body goes. `data` returns false when the sender should wait for `resume`. */
export type Sink = {
  data(chunk: Buffer): boolean;
  end(): void;
  fail(failure: UpstreamFailure): void;
};

/** What drives the sender: undici's controller, or anything that can pause. */
export type Flow = { pause(): void; resume(): void; abort(reason: Error): void };

/** How much is taken in before anybody looks: most answers are whole by then, and none of them has to be paused. */
const UNSEEN_BYTES = 64 * 1024;

export class IncomingBody {
  #queue: Buffer[] = [];
  #queuedBytes = 0;
  #ended = false;
  #failure: UpstreamFailure | undefined;
  #sink: Sink | undefined;
  readonly #flow: Flow;

  constructor(flow: Flow) {
    this.#flow = flow;
  }

  /** The whole body when it has arrived already, else undefined. */
  whole(): Buffer | undefined {
    if (!this.#ended || this.#failure !== undefined) {
      return undefined;
    }
    const [first] = this.#queue;
    return this.#queue.length === 1 && first !== undefined ? first : Buffer.concat(this.#queue);
  }

  attach(sink: Sink): void {
    this.#sink = sink;
    const queued = this.#queue;
    this.#queue = [];
    for (const chunk of queued) {
      sink.data(chunk);
    }
    if (this.#failure !== undefined) {
      sink.fail(this.#failure);
    } else if (this.#ended) {
      sink.end();
    } else {
      this.#flow.resume();
    }
  }

  /** Lets the sender go on after a `data` that returned false. */
  resume(): void {
    if (!this.#ended && this.#failure === undefined) {
      this.#flow.resume();
    }
  }

  /** Ends the exchange with the upstream. */
  abort(reason: string): void {
    if (!this.#ended && this.#failure === undefined) {
      this.#flow.abort(new Error(reason));
    }
  }

  push(chunk: Buffer): void {
    if (this.#sink === undefined) {
      this.#queue.push(chunk);
      this.#queuedBytes += chunk.length;
      if (this.#queuedBytes > UNSEEN_BYTES) {
        this.#flow.pause();
      }
    } else if (!this.#sink.data(chunk)) {
      this.#flow.pause();
    }
  }

  finish(): void {
    this.#ended = true;
    this.#sink?.end();
  }

  fail(failure: UpstreamFailure): void {
    if (this.#ended || this.#failure !== undefined) {
      return;
    }
    this.#failure = failure;
    this.#sink?.fail(failure);
  }
}

export type IncomingHeaders = Readonly<Record<string, string | string[] | undefined>>;

export type IncomingAnswer = {
  readonly status: number;
  readonly headers: IncomingHeaders;
  readonly body: IncomingBody;
};

/** Collects a body that must be held whole; a body over the limit is a failure. */
export function collect(body: IncomingBody, limitBytes: number): Promise<Buffer> {
  const whole = body.whole();
  if (whole !== undefined && whole.length <= limitBytes) {
    return Promise.resolve(whole);
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    body.attach({
      data: (chunk) => {
        size += chunk.length;
        if (size > limitBytes) {
          body.abort("answer over the limit");
          reject(
            new UpstreamFailure(
              "broken",
              502,
              `the server's answer is larger than ${limitBytes} bytes`,
              "answer limit",
            ),
          );
          return true;
        }
        chunks.push(chunk);
        return true;
      },
      end: () => resolve(Buffer.concat(chunks)),
      fail: reject,
    });
  });
}
