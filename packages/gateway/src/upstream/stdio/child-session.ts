/**
 * A session of the older generation, in which one child is one session. Every message passes as it came: ids need not be
 * told apart where one agent speaks with one process.
 *
 * Over stdio a child does not say which request a message of its own belongs to, as a stream does over HTTP. Progress names
 * its token; a question and a log message come, as a rule, of the call that was begun last; what tells of a change belongs
 * to no request, and waits for the agent to listen.
 */
import { randomUUID } from "node:crypto";
import type { RequestId } from "../../refusal.js";
import type { Exchange, Outgoing } from "../port.js";
import type { Backoff } from "./backoff.js";
import { jsonError, stated } from "./instant.js";
import type { LineExchange } from "./line-exchange.js";
import type { LineParts } from "./line-parts.js";
import { httpStatus } from "./status.js";
import { type Command, type Message, Talk } from "./talk.js";

/** What may wait for the agent to listen. */
const MOST_WAITING = 1_000;
const MOST_WAITING_BYTES = 1024 * 1024;
/** What one stream may hold back before the child has to wait. */
const MOST_HELD_BYTES = 1024 * 1024;

const METHODS_OF_CALLS: ReadonlySet<string> = new Set(["tools/call", "resources/read", "prompts/get"]);

export class ChildSession {
  readonly id: string = randomUUID();
  readonly #talk: Talk;
  #listener: LineExchange | undefined;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  /** Where the child's open questions were shown. */
  readonly #questions = new Map<RequestId, LineExchange>();

  /** `gone` is called when it takes nothing new, `ended` when its child has ended. */
  constructor(command: Command, backoff: Backoff, on: { gone(): void; ended(): void }) {
    this.#talk = new Talk(command, backoff, {
      heard: (parts, line) => this.#heard(parts, line),
      gaveUp: (key) => this.#gaveUp(key),
      gone: on.gone,
      ended: () => {
        this.#listener?.finish();
        on.ended();
      },
    });
  }

  /** Takes a message of this session, `initialize` first. */
  send({ method, message, body }: Outgoing): Exchange {
    if (method === "DELETE") {
      this.#talk.end();
      return stated(200);
    }
    if (method === "GET") {
      return this.#listen();
    }
    if (message === undefined || body === undefined) {
      return jsonError(400, -32600, "there is no message");
    }
    if (message.cancels !== undefined) {
      this.#talk.unwanted(message.cancels);
    }
    if (message.kind !== "request" || message.id === undefined) {
      return this.#talk.say(body) ? stated(202) : jsonError(503, -32000, "the server does not read what it is sent");
    }
    if (this.#talk.asked.has(message.id)) {
      return jsonError(400, -32600, "a request of this id is under way in this session", message.id);
    }
    return this.#ask(message, message.id, body);
  }

  /** Ends the child when nothing is under way any more. */
  retire(): void {
    this.#listener?.finish();
    this.#talk.endWhenDone();
  }

  end(): void {
    this.#talk.end();
  }

  #ask(message: Message, id: RequestId, body: Buffer): Exchange {
    const opens = message.method === "initialize";
    const headers = opens ? { "mcp-session-id": this.id } : {};
    return this.#talk.ask(id, message, body, { stream: false, quiet: false, headers });
  }

  /** The newest stream is the one that is read. */
  #listen(): Exchange {
    this.#listener?.finish();
    const listener = this.#talk.listen(() => {
      if (this.#listener === listener) this.#listener = undefined;
    });
    this.#listener = listener;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    for (const line of waiting) {
      listener.event(line);
    }
    return listener;
  }

  #gaveUp(key: RequestId): void {
    const asked = this.#talk.asked.get(key);
    if (asked?.message.method === "initialize") {
      this.#talk.end();
    } else if (asked !== undefined) {
      this.#talk.say(cancelled(key));
    }
    this.#talk.forget(key);
  }

  #heard(parts: LineParts, line: Buffer): void {
    if (parts.kind === "response") {
      this.#response(parts, line);
      return;
    }
    const exchange = this.#placeOf(parts);
    if (exchange === undefined) {
      this.#keep(line);
      return;
    }
    if (parts.kind === "request" && parts.id !== undefined) {
      this.#questions.set(parts.id.value, exchange);
    }
    exchange.event(line);
    if (exchange.holds > MOST_HELD_BYTES) {
      this.#talk.waitFor(exchange);
    }
  }

  #response({ id, errorCode }: LineParts, line: Buffer): void {
    const asked = id === undefined ? undefined : this.#talk.asked.get(id.value);
    if (id === undefined || asked === undefined) {
      this.#talk.drop("an answer to no request under way");
      return;
    }
    const opens = asked.message.method === "initialize";
    asked.exchange.respond(line, opens ? httpStatus(errorCode) : 200);
    for (const [question, exchange] of this.#questions) {
      if (exchange === asked.exchange) this.#questions.delete(question);
    }
    this.#talk.forget(id.value);
    if (opens && errorCode !== undefined) {
      this.#talk.end();
    }
  }

  /** The exchange whose stream a message of the child's own goes to. */
  #placeOf({ kind, method, progressToken, requestId }: LineParts): LineExchange | undefined {
    if (kind === "request" || method === "notifications/message") {
      return this.#latest() ?? this.#listener;
    }
    if (method === "notifications/progress") {
      return this.#ofToken(progressToken?.value) ?? this.#listener;
    }
    if (method === "notifications/cancelled" && requestId !== undefined) {
      const shown = this.#questions.get(requestId.value);
      this.#questions.delete(requestId.value);
      return shown === undefined || shown.over ? this.#listener : shown;
    }
    return this.#listener;
  }

  /** The call that was begun last; where there is none, the request. */
  #latest(): LineExchange | undefined {
    let latest: LineExchange | undefined;
    let call: LineExchange | undefined;
    for (const { exchange, message } of this.#talk.asked.values()) {
      latest = exchange;
      call = METHODS_OF_CALLS.has(message.method) ? exchange : call;
    }
    return call ?? latest;
  }

  #ofToken(token: RequestId | undefined): LineExchange | undefined {
    for (const { exchange, message } of this.#talk.asked.values()) {
      if (token !== undefined && message.progressToken === token) {
        return exchange;
      }
    }
    return undefined;
  }

  #keep(line: Buffer): void {
    this.#waiting.push(line);
    this.#waitingBytes += line.length;
    while (this.#waiting.length > MOST_WAITING || this.#waitingBytes > MOST_WAITING_BYTES) {
      this.#waitingBytes -= this.#waiting.shift()?.length ?? 0;
      this.#talk.drop("the oldest message for an agent that does not listen");
    }
  }
}

function cancelled(id: RequestId): Buffer {
  const params = { requestId: id, reason: "no answer in time" };
  return Buffer.from(JSON.stringify({ jsonrpc: "2.0", method: "notifications/cancelled", params }));
}
