/**
 * A stream of server-sent events: the answer to a request, or what a server sends unasked. Every event is looked at by
 * its content: answers are treated as a body would be, the server's questions are remembered with the session they
 * belong to, notices about what the grant may not read are dropped, and so is what has no place on the stream.
 */
import { type IncomingAnswer, type IncomingBody, type Sink, UpstreamFailure } from "../incoming.js";
import { errorCodes, Refusal, refusalBody } from "../refusal.js";
import type { Belongings, Session } from "../sessions.js";
import type { ShownLists } from "../shown-lists.js";
import type { Gateway, Reserved } from "../stages.js";
import type { OpenStream } from "../upkeep.js";
import { EventStreamReader, type Pushed, type StreamEvent, withData } from "./event-stream.js";
import { type Glance, glance } from "./glance.js";
import { type Announces, acknowledgedChanges, isListChange, noticesOfEdit, tellsOfChange } from "./list-changes.js";
import { passesNotice } from "./notices.js";
import { OwnAnswer, type Settle } from "./own-answer.js";
import { streamHeaders } from "./reply-headers.js";
import { openSession } from "./session.js";
import { filtered } from "./treat.js";

export async function relayStream(
  reserved: Reserved,
  incoming: IncomingAnswer,
  gateway: Gateway,
  settle: Settle,
): Promise<void> {
  const { reply } = reserved;
  const opened = openSession(reserved, incoming.headers, gateway);
  reply.start(incoming.status, { ...streamHeaders(incoming.headers), ...opened.headers });
  const own = new OwnAnswer(reserved, gateway, settle, opened.session);
  const relay = new StreamRelay(reserved, incoming.body, opened.session ?? reserved.session, own, gateway);
  if (incoming.body.whole() === undefined) {
    reply.flush();
  }
  const leave = reserved.message.entry.kind === "stream" ? relay.stayOpen() : undefined;
  try {
    await relay.run();
  } finally {
    leave?.();
  }
}

/** Questions of the server that may wait for an answer in one session. */
const MOST_QUESTIONS = 1_000;

/** Requests of the agent whose answer may still come on a later stream; of more the oldest is given up. */
const MOST_UNANSWERED = 1_000;

class StreamRelay implements Sink {
  #reserved: Reserved;
  readonly #body: IncomingBody;
  readonly #session: Session | undefined;
  readonly #own: OwnAnswer;
  readonly #gateway: Gateway;
  readonly #reader: EventStreamReader;
  readonly #queue: StreamEvent[] = [];
  /** The stream that this one is, or goes on with. */
  readonly #stream: number;
  #busy = false;
  #ended = false;
  #failure: UpstreamFailure | undefined;
  /** The server gives its events ids, so the agent can go on where a stream broke off. */
  #resumable = false;
  #answered = false;
  /** What the agent of this stream has been shown, where streams share a grant. */
  #watch: ShownLists | undefined;
  /** The notices of changed lists that the server has promised on this stream. */
  #subscribed: ReadonlySet<string> = new Set();
  #done!: () => void;
  #crash!: (reason: unknown) => void;

  constructor(reserved: Reserved, body: IncomingBody, session: Session | undefined, own: OwnAnswer, gateway: Gateway) {
    this.#reserved = reserved;
    this.#body = body;
    this.#session = session;
    this.#own = own;
    this.#gateway = gateway;
    this.#reader = new EventStreamReader(gateway.settings.answerLimitBytes);
    const from = reserved.method === "GET" ? reserved.headers.get("last-event-id") : undefined;
    this.#stream = (from === undefined ? undefined : this.#belongings.eventIds.streamOf(from)) ?? own.stream;
  }

  get #belongings(): Belongings {
    return this.#session ?? this.#gateway.sessions.sessionless(this.#reserved.grant.grant.id);
  }

  run(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#done = resolve;
      this.#crash = reject;
      this.#reserved.reply.onDrain(() => this.#body.resume());
      this.#reserved.reply.onGone(() => this.#body.resume());
      this.#body.attach(this);
    });
  }

  /** Enters the stream among those that are closed with their session, their grant or the gateway; returns the exit. */
  stayOpen(): () => void {
    const { streams } = this.#gateway;
    const close = () => this.#close();
    const open: OpenStream = {
      grant: () => this.#reserved.grant,
      changed: (grant) => {
        this.#reserved = { ...this.#reserved, grant };
        this.#tellOfEdit();
      },
      close,
    };
    const belongings = this.#belongings;
    const { lists } = belongings;
    this.#watch = this.#session === undefined ? lists.watch() : undefined;
    streams.add(open);
    belongings.streams.add(close);
    return () => {
      streams.delete(open);
      belongings.streams.delete(close);
      if (this.#watch !== undefined) {
        lists.unwatch(this.#watch);
      }
    };
  }

  get #shown(): ShownLists {
    return this.#watch ?? this.#belongings.lists;
  }

  /** The policy was edited: what the agent sees now may be another list than it was shown. */
  #tellOfEdit(): void {
    const { message, grant, reply } = this.#reserved;
    const announces: Announces =
      message.generation === "newer"
        ? { methods: this.#subscribed, subscription: message.id }
        : { methods: this.#session?.listChanges ?? new Set(), subscription: undefined };
    for (const notice of noticesOfEdit(grant, this.#shown, announces, this.#gateway)) {
      reply.write(`event: message\ndata: ${notice}\n\n`);
    }
  }

  #close(): void {
    this.#body.abort("closed by the gateway");
    this.end();
  }

  data(chunk: Buffer): boolean {
    this.#take(this.#reader.push(chunk));
    this.#work();
    return !this.#busy;
  }

  end(): void {
    if (this.#ended) {
      return;
    }
    this.#ended = true;
    this.#take(this.#reader.end());
    this.#work();
  }

  fail(failure: UpstreamFailure): void {
    if (!this.#ended) {
      this.#failure = failure;
      this.#ended = true;
      this.#work();
    }
  }

  #take(read: Pushed): void {
    if (read.ok) {
      this.#queue.push(...read.events);
    } else {
      this.#body.abort(read.message);
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
      writable = piece === undefined ? writable : this.#reserved.reply.write(piece);
    }
    this.#busy = false;
    if (this.#ended) {
      await this.#finish();
    } else if (writable) {
      this.#body.resume();
    }
  }

  /** What the agent gets for one event; undefined when it gets nothing. */
  async #handle(event: StreamEvent): Promise<Buffer | string | undefined> {
    if (event.id !== undefined) {
      this.#resumable = true;
      this.#belongings.eventIds.add(event.id, this.#stream);
    }
    if (event.data === undefined || event.data === "") {
      return event.bytes;
    }
    const seen = glance(event.data);
    switch (seen.kind) {
      case "response":
        return this.#response(event, event.data, seen);
      case "request":
        return this.#request(event, seen);
      case "notification":
        return (await this.#passes(seen.method, event.data)) ? event.bytes : undefined;
      case "unclear":
        return this.#drop("a message that cannot be read without doubt");
    }
  }

  async #passes(method: string, text: string): Promise<boolean> {
    if (!passesNotice(method, text, this.#reserved.grant, this.#session, this.#gateway)) {
      return false;
    }
    if (method === "notifications/subscriptions/acknowledged") {
      this.#subscribed = acknowledgedChanges(text);
    }
    return !isListChange(method) || tellsOfChange(method, this.#reserved, this.#session, this.#shown, this.#gateway);
  }

  async #response(
    event: StreamEvent,
    text: string,
    { id }: Extract<Glance, { kind: "response" }>,
  ): Promise<Buffer | string | undefined> {
    const listening = this.#reserved.message.entry.kind === "stream" && this.#reserved.message.id === undefined;
    if (!listening && id !== this.#reserved.message.id) {
      return this.#drop("an answer to another request");
    }
    try {
      const instead = listening ? await this.#late(id, text) : await this.#own.answer(text);
      this.#answered = true;
      return instead === undefined ? event.bytes : withData(event, instead);
    } catch (failure) {
      if (!(failure instanceof UpstreamFailure)) {
        throw failure;
      }
      this.#answered = true;
      this.#report(failure.message);
      return withData(event, this.#error(failure.message, id));
    }
  }

  /**
   * An answer that comes on another stream than its request's. On the one that resumes the request's own stream it
   * settles the call, once; whatever else comes is a replay, of this request's id or another's, and settles nothing.
   */
  #late(id: string | number, text: string): Promise<string | undefined> | string | undefined {
    const unanswered = this.#belongings.unanswered.get(id);
    if (unanswered === undefined || unanswered.stream !== this.#stream) {
      return filtered(text, this.#reserved, this.#gateway);
    }
    this.#belongings.unanswered.delete(id);
    return unanswered.answer(text);
  }

  #request(event: StreamEvent, { id, method }: Extract<Glance, { kind: "request" }>): Buffer | undefined {
    if (this.#session === undefined || this.#reserved.message.generation === "newer") {
      return this.#drop(`a request \`${method}\` of the server, which this agent could not answer`);
    }
    if (this.#session.asked.size >= MOST_QUESTIONS) {
      return this.#drop(`a request \`${method}\` of the server, beyond those that wait for an answer`);
    }
    this.#session.asked.add(id);
    return event.bytes;
  }

  async #finish(): Promise<void> {
    const { reply, message } = this.#reserved;
    if (!this.#answered && message.id !== undefined) {
      if (this.#resumable && message.generation === "older" && this.#failure?.kind !== "timeout") {
        this.#await(message.id);
      } else {
        await this.#giveUp(message.id);
      }
    }
    reply.end();
    this.#done();
  }

  /** The stream ended without the answer, and the agent may ask for the rest on another one. */
  #await(id: string | number): void {
    const own = this.#own;
    const { unanswered } = this.#belongings;
    unanswered.get(id)?.abandon();
    unanswered.delete(id);
    for (const [oldest, waiting] of unanswered) {
      if (unanswered.size < MOST_UNANSWERED) {
        break;
      }
      unanswered.delete(oldest);
      waiting.abandon();
    }
    unanswered.set(id, own);
    own.abandonAfter(this.#gateway.settings.callTimeoutMs, () => {
      if (unanswered.get(id) === own) {
        unanswered.delete(id);
      }
    });
  }

  async #giveUp(id: string | number): Promise<void> {
    await this.#own.end({ happened: "uncertain", upstreamStatus: 200, answered: false });
    const { name } = this.#reserved.grant.server;
    const said = this.#failure?.message ?? `the server \`${name}\` ended its stream without an answer`;
    this.#reserved.reply.write(`event: message\ndata: ${this.#error(said, id)}\n\n`);
    if (this.#failure?.kind !== "cancelled") {
      this.#report(said);
    }
  }

  #error(message: string, id: string | number): string {
    return refusalBody(new Refusal(502, { code: errorCodes.upstreamFailed, message }, id));
  }

  #drop(what: string): undefined {
    this.#report(`${what} was dropped from a stream`);
    return undefined;
  }

  #report(line: string): void {
    this.#gateway.report(`server \`${this.#reserved.grant.server.name}\`: ${line}`);
  }
}
