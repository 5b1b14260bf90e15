/**
 * One upstream over HTTP: a connection pool, a breaker and the time limits. The request is sent as it came, redirects
 * are not followed (they would carry credentials elsewhere), compression is not asked for (lists must be readable).
 */
import { type Dispatcher, Pool } from "undici";
import { type IncomingAnswer, IncomingBody, type IncomingHeaders, UpstreamFailure } from "../incoming.js";
import type { GatewaySettings } from "../settings.js";
import { Breaker } from "./breaker.js";
import { type Deadline, Deadlines } from "./deadlines.js";
import type { Exchange, Outgoing, Upstream } from "./port.js";

type Limits = Pick<GatewaySettings, "connectTimeoutMs" | "responseTimeoutMs" | "idleTimeoutMs" | "callTimeoutMs">;

export class HttpUpstream implements Upstream {
  readonly #limits: Limits;
  readonly #pool: Pool;
  /** Streams have connections of their own: a pool looks through all that it has for one that is free. */
  readonly #listening: Pool;
  readonly #path: string;
  readonly #breaker = new Breaker();
  readonly #deadlines = new Deadlines();

  readonly name: string;

  constructor(name: string, url: URL, limits: Limits) {
    this.name = name;
    this.#limits = limits;
    this.#path = url.pathname + url.search;
    const options = {
      connect: { timeout: limits.connectTimeoutMs },
      headersTimeout: limits.responseTimeoutMs,
      keepAliveTimeout: 4_000,
    };
    this.#pool = new Pool(url.origin, { ...options, bodyTimeout: limits.idleTimeoutMs });
    this.#listening = new Pool(url.origin, { ...options, bodyTimeout: 0 });
  }

  send(outgoing: Outgoing): Exchange {
    const { quiet } = outgoing;
    const exchange = new HttpExchange(
      this.name,
      this.#breaker,
      this.#deadlines,
      quiet ? undefined : this.#limits.callTimeoutMs,
    );
    const wait = this.#breaker.refusesFor(Date.now());
    if (wait !== undefined) {
      const seconds = Math.ceil(wait / 1000);
      const message = `the server \`${this.name}\` could not be reached several times in a row; it is tried again in ${seconds} s`;
      exchange.refuse(new UpstreamFailure("unreached", 503, message, "circuit open"));
      return exchange;
    }
    const { method, body } = outgoing;
    (quiet ? this.#listening : this.#pool).dispatch(
      {
        path: this.#path,
        method,
        headers: outgoing.headers as string[],
        body: body ?? null,
      },
      exchange,
    );
    return exchange;
  }

  async close(): Promise<void> {
    this.#deadlines.close();
    await Promise.all([this.#pool.destroy(), this.#listening.destroy()]);
  }

  async retire(): Promise<void> {
    await Promise.all([this.#pool.close(), this.#listening.close()]);
    this.#deadlines.close();
  }
}

/** One message under way. */
class HttpExchange implements Exchange, Dispatcher.DispatchHandler {
  readonly answer: Promise<IncomingAnswer>;
  #resolve!: (answer: IncomingAnswer) => void;
  #reject!: (failure: UpstreamFailure) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #body: IncomingBody | undefined;
  #deadline: Deadline | undefined;
  #aborted: "timeout" | "cancelled" | undefined;

  readonly #name: string;
  readonly #breaker: Breaker;
  readonly #deadlines: Deadlines;
  readonly #timeoutMs: number | undefined;

  constructor(name: string, breaker: Breaker, deadlines: Deadlines, timeoutMs: number | undefined) {
    this.#name = name;
    this.#breaker = breaker;
    this.#deadlines = deadlines;
    this.#timeoutMs = timeoutMs;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Fails the exchange before anything was sent. */
  refuse(failure: UpstreamFailure): void {
    this.#reject(failure);
  }

  cancel(): void {
    this.#abort("cancelled");
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#aborted !== undefined) {
      controller.abort(new Error(this.#aborted));
      return;
    }
    this.#controller = controller;
    this.#breaker.reached();
    if (this.#timeoutMs !== undefined) {
      this.#deadline = this.#deadlines.set(this.#timeoutMs, () => this.#abort("timeout"));
    }
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: IncomingHeaders): void {
    if (status >= 200) {
      this.#body = new IncomingBody(controller);
      this.#resolve({ status, headers, body: this.#body });
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#body?.push(chunk);
  }

  onResponseEnd(): void {
    this.#deadlines.lift(this.#deadline);
    this.#body?.finish();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#deadlines.lift(this.#deadline);
    const failure = this.#failure(error);
    if (failure.kind === "unreached") {
      this.#breaker.unreached(this.#aborted === undefined ? Date.now() : undefined);
    }
    this.#reject(failure);
    this.#body?.fail(failure);
  }

  #abort(why: "timeout" | "cancelled"): void {
    this.#aborted ??= why;
    this.#controller?.abort(new Error(why));
  }

  #failure(error: Error): UpstreamFailure {
    const code = (error as { code?: string }).code ?? error.name;
    const detail = `${code}: ${error.message}`;
    if (this.#controller === undefined) {
      return new UpstreamFailure("unreached", 502, `the server \`${this.#name}\` cannot be reached`, detail);
    }
    if (this.#aborted === "cancelled") {
      return new UpstreamFailure("cancelled", 502, "the agent closed the call", detail);
    }
    if (this.#aborted === "timeout" || code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT") {
      return new UpstreamFailure("timeout", 504, `the server \`${this.#name}\` did not answer in time`, detail);
    }
    return new UpstreamFailure("broken", 502, `the connection to the server \`${this.#name}\` broke off`, detail);
  }
}
