/**
 * One agent on one pair of pipes. Every line becomes a request that takes the path of a call, in the order of arrival,
 * and runs beside the others; only `initialize` and `notifications/initialized` are waited for, since what follows
 * belongs to the session that they open.
 *
 * The front end is a client of the path and has no say in what may pass.
 */
import { Flights } from "../flights.js";
import { travel } from "../path.js";
import { errorCodes, refuse, tooLarge } from "../refusal.js";
import type { Gateway } from "../stages.js";
import { type Agreement, agreementIn } from "./agreement.js";
import { errorIn } from "./error-in.js";
import { type LineMessage, lineMessage } from "./line-message.js";
import type { Line } from "./line-reader.js";
import { type Exchange, type HowClosed, LineReply } from "./line-reply.js";
import { type ListeningParts, listen } from "./listening.js";
import type { Outbox } from "./outbox.js";
import { ownNotices } from "./own-notices.js";
import { ParamHeaders } from "./param-headers.js";
import { RequestExchange } from "./request-exchange.js";
import { commonHeaders, messageHeaders, sessionHeaders } from "./request-headers.js";

/** Who speaks: the grant's token, which never leaves the process, and the server it is for. */
export type Speaker = { readonly token: string; readonly serverId: string };

type UnderWay = { readonly reply: LineReply; readonly message: LineMessage };

const TRIES_FOR_AN_ANSWER = 5;

export class Conversation {
  readonly flights: Flights;
  readonly #gateway: Gateway;
  readonly #speaker: Speaker;
  readonly #outbox: Outbox;
  readonly #common: readonly string[];
  readonly #params = new ParamHeaders();
  readonly #underWay = new Map<string | number, UnderWay>();
  readonly #stopListening = new AbortController();
  readonly #giveUp = new AbortController();
  /** What the messages behind `initialize` and `notifications/initialized` wait for. */
  #gate: Promise<void> | undefined;
  #agreement: Agreement | undefined;
  #listens = false;

  constructor(gateway: Gateway, speaker: Speaker, outbox: Outbox) {
    this.#gateway = gateway;
    this.#speaker = speaker;
    this.#outbox = outbox;
    this.#common = commonHeaders(speaker.token);
    this.flights = new Flights(gateway.report);
  }

  /** Takes a line; resolves when the next one may come. */
  async take(line: Line): Promise<void> {
    if (line.kind === "too_long") {
      this.#outbox.refuse(tooLarge(this.#gateway.settings.bodyLimitBytes));
      return;
    }
    const message = lineMessage(line.bytes);
    // What a request that is waited for asks, or the word that it is not wanted any more, must not wait for its end.
    const cancels = message.method === "notifications/cancelled";
    if (message.kind !== "response" && !cancels) {
      await this.#gate;
    }
    if (cancels && this.#cancel(message)) {
      return;
    }
    if (message.kind === "request") {
      this.#request(message, line.bytes);
    } else {
      this.#tell(message, line.bytes);
    }
  }

  /** Ends what would never end by itself: listening, and subscriptions. */
  stopListening(): void {
    this.#stopListening.abort();
    for (const { message, reply } of this.#underWay.values()) {
      if (message.method === "subscriptions/listen") {
        reply.cancel();
      }
    }
  }

  /** Ends the session at the server. */
  async endSession(): Promise<void> {
    const agreement = this.#agreement;
    if (agreement?.sessionId !== undefined) {
      await new Promise<void>((resolve) => {
        const reply = this.#newReply({ head: () => undefined, message: () => true, closed: () => resolve() });
        this.#travel("DELETE", sessionHeaders(agreement), Buffer.alloc(0), reply);
      });
    }
  }

  /** Gives up everything under way. */
  abandon(): void {
    this.stopListening();
    this.#giveUp.abort();
    for (const { reply } of this.#underWay.values()) {
      reply.cancel();
    }
  }

  #request(message: LineMessage, bytes: Buffer): void {
    const { id } = message;
    if (id === undefined) {
      return;
    }
    const fault = this.#outbox.expects(id)
      ? "a request of this `id` is under way: every request needs an `id` of its own"
      : message.method === "initialize" && this.#agreement !== undefined
        ? "`initialize` was answered already: one process is one session"
        : undefined;
    if (fault !== undefined) {
      const refusal = refuse(400, errorCodes.invalidRequest, fault);
      // With its id it would be taken for the answer to the first.
      this.#outbox.refuse(refusal);
      return;
    }
    const exchange = new RequestExchange(id, this.#outbox, (how) => this.#closed(id, underWay, how));
    const underWay: UnderWay = { reply: this.#newReply(exchange), message };
    this.#underWay.set(id, underWay);
    const answered = new Promise<void>((resolve) => {
      this.#outbox.expect(id, (answer) => {
        this.#heard(message, answer, exchange);
        resolve();
      });
    });
    if (message.method === "initialize") {
      this.#gate = answered;
    }
    this.#travel(
      "POST",
      [...messageHeaders(message, this.#agreement), ...this.#params.of(message)],
      bytes,
      underWay.reply,
    );
  }

  /** Sends on what has no answer: a notification, a response, or what cannot be read and is refused as such. */
  #tell(message: LineMessage, bytes: Buffer): void {
    let status = 0;
    const reply = this.#newReply({
      head: (given) => {
        status = given;
      },
      message: (text) => {
        const refusal = message.kind === "unreadable" ? errorIn(text, undefined) : undefined;
        if (refusal !== undefined) {
          this.#outbox.refuse(refusal);
        } else {
          this.#gateway.report(`a ${message.kind} of the agent was not accepted: ${text}`);
        }
        return true;
      },
      closed: () => {
        if (message.method === "notifications/initialized" && status >= 200 && status < 300) {
          this.#listen();
        }
      },
    });
    if (message.method === "notifications/initialized") {
      this.#gate = new Promise((resolve) => reply.onClosed(resolve));
    }
    this.#travel("POST", messageHeaders(message, this.#agreement), bytes, reply);
  }

  /** Whether the word to cancel was for the path: 2026-07-28 cancels over HTTP by closing the exchange. */
  #cancel({ requestId }: LineMessage): boolean {
    const underWay = requestId === undefined ? undefined : this.#underWay.get(requestId);
    if (requestId !== undefined && underWay?.message.method !== "initialize") {
      this.#outbox.forget(requestId);
    }
    if (underWay?.message.revision === undefined) {
      // Without an agreement there is no session that the word could belong to.
      return this.#agreement === undefined;
    }
    underWay.reply.cancel();
    return true;
  }

  #heard(message: LineMessage, answer: string | undefined, { sessionId }: RequestExchange): void {
    if (answer === undefined) {
      return;
    }
    if (message.method === "initialize") {
      this.#agreement = agreementIn(answer, sessionId);
    } else if (message.method === "tools/list" && message.revision !== undefined) {
      this.#params.learn(answer);
    }
  }

  /** Nothing more comes on the request's own stream, which may end after its answer: then the id may be another's. */
  #closed(id: string | number, underWay: UnderWay, how: HowClosed): void {
    if (this.#underWay.get(id) !== underWay) {
      return;
    }
    this.#underWay.delete(id);
    if (!this.#outbox.expects(id)) {
      return;
    }
    if (how === "cancelled") {
      this.#outbox.forget(id);
      return;
    }
    const { lastEventId, retryMs } = underWay.reply;
    if (how === "ended" && lastEventId !== undefined && underWay.message.revision === undefined) {
      this.flights.add(this.#goOn(id, { lastEventId, retryMs }));
    } else {
      this.#fail(id, how === "too_long");
    }
  }

  /** The server ended the stream on purpose and keeps the answer for who asks again. */
  async #goOn(id: string | number, place: { lastEventId: string; retryMs: number | undefined }): Promise<void> {
    await listen(
      this.#listening(() => this.#outbox.expects(id), TRIES_FOR_AN_ANSWER, this.#giveUp.signal),
      place,
    );
    this.#fail(id, false);
  }

  #fail(id: string | number, tooLong: boolean): void {
    const why = tooLong
      ? `the server's answer is larger than the ${this.#gateway.settings.answerLimitBytes} bytes accepted here`
      : "the server's answer broke off";
    this.#outbox.refuse(refuse(502, errorCodes.upstreamFailed, why).to(id));
  }

  /** Hears what the server sends unasked; where it offers no stream for that, a policy edit is still told. */
  #listen(): void {
    const agreement = this.#agreement;
    if (agreement === undefined || this.#listens) {
      return;
    }
    this.#listens = true;
    this.flights.add(this.#hear(agreement));
  }

  async #hear(agreement: Agreement): Promise<void> {
    const served = await listen(this.#listening(() => true, Number.POSITIVE_INFINITY, this.#stopListening.signal));
    if (!served) {
      await ownNotices(this.#gateway, this.#speaker.token, agreement, (text) => this.#outbox.deliver(text));
    }
  }

  #listening(wanted: () => boolean, mostFailures: number, stop: AbortSignal): ListeningParts {
    const headers = this.#agreement === undefined ? [] : sessionHeaders(this.#agreement);
    return {
      newReply: (exchange) => this.#newReply(exchange),
      open: (lastEventId, reply) => {
        const from = lastEventId === undefined ? [] : ["last-event-id", lastEventId];
        this.#travel("GET", [...headers, ...from], Buffer.alloc(0), reply);
      },
      deliver: (text) => this.#outbox.deliver(text),
      wanted,
      mostFailures,
      stop,
    };
  }

  #newReply(exchange: Exchange): LineReply {
    return new LineReply(exchange, this.#gateway.settings.answerLimitBytes, (listener) => this.#outbox.wait(listener));
  }

  #travel(method: "POST" | "GET" | "DELETE", headers: readonly string[], body: Buffer, reply: LineReply): void {
    const request = { method, rawHeaders: [...this.#common, ...headers] };
    this.flights.add(travel({ request, body, reply, serverId: this.#speaker.serverId, atEnd: [] }, this.#gateway));
  }
}
