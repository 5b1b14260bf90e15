/**
 * The child of a server of the newer generation, which has no sessions: all grants share one process. Each request gets an id
 * and a progress token of the gateway's own on its way in, so that none of two agents is taken for one, and what comes
 * back gets the agent's again. Only these places of a message change; what names no request under way reaches nobody.
 */
import type { RequestId } from "../../refusal.js";
import type { Exchange, Outgoing } from "../port.js";
import type { Backoff } from "./backoff.js";
import { jsonError, stated } from "./instant.js";
import { type LineParts, type Mark, readLine, withMarks } from "./line-parts.js";
import { httpStatus } from "./status.js";
import { type Command, Talk } from "./talk.js";

/** What the agent calls a request, as it wrote it. */
type Names = {
  readonly id: string;
  readonly idValue: RequestId;
  readonly token: string | undefined;
  readonly wantsLogs: boolean;
};

export class SharedChild {
  readonly #command: Command;
  readonly #talk: Talk;
  readonly #onIdle: () => void;
  readonly #names = new Map<RequestId, Names>();
  #next = 0;

  /** `idle` is called when nothing is under way, `gone` when it takes nothing new, `ended` when its process has ended. */
  constructor(command: Command, backoff: Backoff, on: { idle(): void; gone(): void; ended(): void }) {
    this.#command = command;
    this.#talk = new Talk(command, backoff, {
      heard: (parts, _line, text) => this.#heard(parts, text),
      gaveUp: (key) => this.#gaveUp(key),
      gone: on.gone,
      ended: () => {
        this.#answerProbes();
        on.ended();
      },
    });
    this.#onIdle = on.idle;
  }

  get busy(): boolean {
    return this.#talk.asked.size > 0;
  }

  /** Takes a request. There is nothing else that an agent may send it: over HTTP a request is cancelled by closing it. */
  send({ message, body, quiet }: Outgoing): Exchange {
    if (message?.kind !== "request" || body === undefined) {
      return stated(202);
    }
    const text = body.toString("utf8");
    const parts = readLine(text);
    if (parts?.id === undefined) {
      return jsonError(400, -32600, "the request cannot be read without doubt", message.id);
    }
    this.#next += 1;
    const key = this.#next;
    const { id, progressToken } = parts;
    const marks: (readonly [Mark, string])[] = [[id, String(key)]];
    if (progressToken !== undefined) {
      marks.push([progressToken, String(key)]);
    }
    this.#names.set(key, {
      id: text.slice(id.start, id.end),
      idValue: id.value,
      token: progressToken && text.slice(progressToken.start, progressToken.end),
      wantsLogs: parts.wantsLogs,
    });
    const exchange = this.#talk.ask(key, message, Buffer.from(withMarks(text, marks)), { stream: quiet, quiet });
    if (exchange.over) {
      this.#names.delete(key);
    }
    return exchange;
  }

  /** Ends the child when nothing is under way any more. */
  retire(): void {
    this.#talk.endWhenDone();
  }

  end(): void {
    this.#talk.end();
  }

  #heard(parts: LineParts, text: string): void {
    if (parts.kind === "response") {
      this.#response(parts, text);
    } else if (parts.kind === "request") {
      this.#talk.drop(`a request \`${parts.method}\`, which MCP 2026-07-28 does not have,`);
    } else {
      this.#notice(parts, text);
    }
  }

  #response(parts: LineParts, text: string): void {
    const key = parts.id?.value;
    const names = key === undefined ? undefined : this.#names.get(key);
    const asked = key === undefined ? undefined : this.#talk.asked.get(key);
    if (key === undefined || parts.id === undefined || names === undefined || asked === undefined) {
      // The answer to what was given up comes all the same, as a rule.
      if (typeof key !== "number" || key > this.#next) {
        this.#talk.drop("an answer to no request under way");
      }
      return;
    }
    const marks: (readonly [Mark, string])[] = [[parts.id, names.id]];
    if (parts.subscriptionId !== undefined) {
      marks.push([parts.subscriptionId, names.id]);
    }
    const status = httpStatus(parts.errorCode);
    asked.exchange.respond(Buffer.from(withMarks(text, marks)), status);
    this.#forget(key);
  }

  #notice(parts: LineParts, text: string): void {
    const { method } = parts;
    if (method === "notifications/cancelled") {
      this.#ended(parts.requestId?.value);
      return;
    }
    const mark = method === "notifications/progress" ? parts.progressToken : parts.subscriptionId;
    const key = mark?.value ?? (method === "notifications/message" ? this.#onlyLogged() : undefined);
    const names = key === undefined ? undefined : this.#names.get(key);
    const exchange = key === undefined ? undefined : this.#talk.asked.get(key)?.exchange;
    const own = method === "notifications/progress" ? names?.token : names?.id;
    if (exchange === undefined || own === undefined) {
      this.#talk.drop(`a message \`${method}\` that names no request under way`);
      return;
    }
    exchange.event(Buffer.from(mark === undefined ? text : withMarks(text, [[mark, own]])));
    if (exchange.holds > this.#command.settings.answerLimitBytes) {
      // The others do not wait for one who does not read.
      exchange.cancel();
    }
  }

  /** A server ends what an agent listens to, as it would end a stream over HTTP. */
  #ended(key: RequestId | undefined): void {
    const exchange = key === undefined ? undefined : this.#talk.asked.get(key)?.exchange;
    if (key !== undefined && exchange !== undefined) {
      exchange.finish();
      this.#forget(key);
    }
  }

  /** Log messages name no request, so they are told apart only while one request alone has asked for them. */
  #onlyLogged(): RequestId | undefined {
    const keys = [...this.#names].filter(([, { wantsLogs }]) => wantsLogs).map(([key]) => key);
    return keys.length === 1 ? keys[0] : undefined;
  }

  #gaveUp(key: RequestId): void {
    const params = { requestId: key, reason: "the agent does not wait any more" };
    this.#talk.say(Buffer.from(JSON.stringify({ jsonrpc: "2.0", method: "notifications/cancelled", params })));
    this.#forget(key);
  }

  #forget(key: RequestId): void {
    this.#names.delete(key);
    this.#talk.forget(key);
    if (!this.busy) {
      this.#onIdle();
    }
  }

  /**
   * Some servers of the older generation end when a request comes before `initialize`. A client of both asks first
   * which it is, and has to be told in words that it understands.
   */
  #answerProbes(): void {
    for (const [key, { exchange, message }] of this.#talk.asked) {
      if (!this.#talk.answered && exchange.sent && message.method === "server/discover") {
        const error = { code: -32601, message: "the server ended when it was asked what it speaks" };
        const id = this.#names.get(key)?.idValue;
        exchange.respond(Buffer.from(JSON.stringify({ jsonrpc: "2.0", id, error })), 404);
      }
    }
  }
}
