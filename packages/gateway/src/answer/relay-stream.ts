/**
 * An answer streamed as server-sent events. Every event is looked at by its content: the answer to the agent's request
 * is treated as a body would be, notifications pass, and what has no place on this stream is dropped.
 */

import { type IncomingAnswer, type IncomingBody, type Sink, UpstreamFailure } from "../incoming.js";
import { errorCodes, Refusal, refusalBody } from "../refusal.js";
import type { Session } from "../sessions.js";
import type { Ended, Gateway, Reserved } from "../stages.js";
import type { Settle } from "./answer.js";
import { EventStreamReader, type Pushed, type StreamEvent, withData } from "./event-stream.js";
import { glance } from "./glance.js";
import { endedBy } from "./relay-call.js";
import { streamHeaders } from "./reply-headers.js";
import { noteProtocolVersion, openSession } from "./session.js";
import { sniffText } from "./sniff.js";
import { treat } from "./treat.js";

export async function relayStream(
  reserved: Reserved,
  incoming: IncomingAnswer,
  gateway: Gateway,
  settle: Settle,
): Promise<void> {
  const { reply } = reserved;
  const { session, headers } = openSession(reserved, incoming.headers, gateway);
  reply.start(incoming.status, { ...streamHeaders(incoming.headers), ...headers });
  const relay = new StreamRelay(reserved, incoming.body, session, gateway, settle);
  if (incoming.body.whole() === undefined) {
    reply.flush();
  }
  await relay.run();
}

class StreamRelay implements Sink {
  readonly #reader: EventStreamReader;
  readonly #queue: StreamEvent[] = [];
  #busy = false;
  #ended = false;
  #failure: UpstreamFailure | undefined;
  #answered = false;
  #done!: () => void;
  #crash!: (reason: unknown) => void;

  readonly reserved: Reserved;
  readonly body: IncomingBody;
  /** The session that this answer opens. */
  readonly session: Session | undefined;
  readonly gateway: Gateway;
  readonly settle: Settle;

  constructor(reserved: Reserved, body: IncomingBody, session: Session | undefined, gateway: Gateway, settle: Settle) {
    this.reserved = reserved;
    this.body = body;
    this.session = session;
    this.gateway = gateway;
    this.settle = settle;
    this.#reader = new EventStreamReader(gateway.settings.answerLimitBytes);
  }

  run(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#done = resolve;
      this.#crash = reject;
      this.reserved.reply.onDrain(() => this.body.resume());
      this.body.attach(this);
    });
  }

  data(chunk: Buffer): boolean {
    this.#take(this.#reader.push(chunk));
    this.#work();
    return !this.#busy;
  }

  end(): void {
    this.#ended = true;
    this.#take(this.#reader.end());
    this.#work();
  }

  fail(failure: UpstreamFailure): void {
    this.#failure ??= failure;
    this.#ended = true;
    this.#work();
  }

  #take(read: Pushed): void {
    if (read.ok) {
      this.#queue.push(...read.events);
    } else {
      this.body.abort(read.message);
      this.fail(new UpstreamFailure("broken", 502, read.message, "event stream"));
    }
  }

  #work(): void {
    if (!this.#busy) {
      this.#busy = true;
      this.#drain().catch(this.#crash);
    }
  }

  async #drain(): Promise<void> {
    let writable = true;
    for (let event = this.#queue.shift(); event !== undefined; event = this.#queue.shift()) {
      const piece = await this.#handle(event);
      writable = piece === undefined ? writable : this.reserved.reply.write(piece);
    }
    this.#busy = false;
    if (this.#ended) {
      await this.#finish();
    } else if (writable) {
      this.body.resume();
    }
  }

  /** What the agent gets for one event; undefined when it gets nothing. */
  async #handle(event: StreamEvent): Promise<Buffer | string | undefined> {
    if (event.data === undefined || event.data === "") {
      return event.bytes;
    }
    const seen = glance(event.data);
    if (seen.kind === "response" && seen.id === this.reserved.message.id) {
      return this.#answer(event, event.data);
    }
    if (seen.kind === "notification") {
      return event.bytes;
    }
    this.#report(`an event that has no place on this stream was dropped (${seen.kind})`);
    return undefined;
  }

  async #answer(event: StreamEvent, text: string): Promise<Buffer | string> {
    const instead = this.#treated(text);
    if (this.session !== undefined) {
      noteProtocolVersion(this.session, text);
    }
    await this.#settled(endedBy(sniffText(text), 200));
    return instead === undefined ? event.bytes : withData(event, instead);
  }

  #treated(text: string): string | undefined {
    try {
      return treat(this.reserved, text);
    } catch (failure) {
      if (!(failure instanceof UpstreamFailure)) {
        throw failure;
      }
      this.#report(failure.message);
      return this.#error(failure.message);
    }
  }

  #error(message: string): string {
    return refusalBody(new Refusal(502, { code: errorCodes.upstreamFailed, message }, this.reserved.message.id));
  }

  async #settled(ended: Ended): Promise<void> {
    if (!this.#answered) {
      this.#answered = true;
      await this.settle(ended);
    }
  }

  async #finish(): Promise<void> {
    const { reply, message } = this.reserved;
    if (!this.#answered) {
      await this.#settled({ happened: "uncertain", upstreamStatus: 200, answered: false });
      if (message.id !== undefined) {
        const said =
          this.#failure?.message ??
          `the server \`${this.reserved.grant.server.name}\` ended its stream without an answer`;
        reply.write(`event: message\ndata: ${this.#error(said)}\n\n`);
        this.#report(said);
      }
    }
    reply.end();
    this.#done();
  }

  #report(line: string): void {
    this.gateway.report(`server \`${this.reserved.grant.server.name}\`: ${line}`);
  }
}
