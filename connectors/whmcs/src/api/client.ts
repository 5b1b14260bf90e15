/**
 * Calls WHMCS's external API: one form POST per call.
 *
 * What only reads is tried again when the network or a proxy failed. What changes something is sent once: WHMCS has no
 * idempotency keys, and a second CreateInvoice is a second invoice.
 */
import { setTimeout as wait } from "node:timers/promises";
import { type Answered, ExchangeFailure, exchange, hiding } from "@turnpike/connector-kit";
import type { Configuration } from "../configuration.js";
import { form, type Values } from "./form.js";
import { ApiProblem } from "./problem.js";
import { type Reply, readReply } from "./reply.js";

/** One call. `reads` says that a repeat is harmless; `signal` ends it early. */
export type ApiCall = {
  readonly action: string;
  readonly values: Values;
  readonly reads: boolean;
  readonly signal?: AbortSignal | undefined;
};

/** The API of one installation; `call` throws an `ApiProblem`. */
export type Api = { call(call: ApiCall): Promise<Reply> };

/** How long and how much; the defaults are for real use. */
export type Bounds = {
  readonly readTimeoutMs: number;
  /** Longer than for reading, since registrars and servers are asked while the caller waits. */
  readonly changeTimeoutMs: number;
  readonly retryDelaysMs: readonly number[];
  readonly maxAnswerBytes: number;
};

const defaults: Bounds = {
  readTimeoutMs: 20_000,
  changeTimeoutMs: 55_000,
  retryDelaysMs: [200, 1000],
  maxAnswerBytes: 16 * 1024 * 1024,
};

/** The API at the configured address. */
export function connectApi(configuration: Configuration, bounds: Partial<Bounds> = {}): Api {
  const limits = { ...defaults, ...bounds };
  const { identifier, secret, accessKey } = configuration;
  const hide = hiding(accessKey === undefined ? [secret] : [secret, accessKey]);
  const credentials = { identifier, secret, accesskey: accessKey, responsetype: "json" };
  const once = async ({ action, values, reads, signal }: ApiCall): Promise<Reply> => {
    const body = form({ ...values, ...credentials, action });
    const timeout = AbortSignal.timeout(reads ? limits.readTimeoutMs : limits.changeTimeoutMs);
    // A change that was sent is seen to its end: to stop listening would not stop WHMCS.
    const ends = reads && signal !== undefined ? AbortSignal.any([timeout, signal]) : timeout;
    return readReply(await post(configuration.url, body, ends, limits.maxAnswerBytes), hide);
  };
  return {
    async call(call) {
      for (const delayMs of call.reads ? limits.retryDelaysMs : []) {
        try {
          return await once(call);
        } catch (error) {
          if (!(error instanceof ApiProblem && error.transient) || call.signal?.aborted === true) throw error;
          await wait(delayMs);
        }
      }
      return once(call);
    },
  };
}

/** An API that cannot be called, for the reason given. */
export const unavailableApi = (reason: string): Api => ({
  call: () => Promise.reject(new ApiProblem(reason, "none")),
});

async function post(
  url: string,
  body: URLSearchParams,
  signal: AbortSignal,
  maxAnswerBytes: number,
): Promise<Answered> {
  const headers = { accept: "application/json", "user-agent": "turnpike-whmcs" };
  try {
    return await exchange(url, { method: "POST", body, headers, signal, maxAnswerBytes });
  } catch (error) {
    throw error instanceof ExchangeFailure ? networkProblem(error, new URL(url).origin, maxAnswerBytes) : error;
  }
}

function networkProblem({ kind, code }: ExchangeFailure, origin: string, maxAnswerBytes: number): ApiProblem {
  switch (kind) {
    case "timeout":
      return new ApiProblem("WHMCS did not answer in time", "unknown");
    case "cancelled":
      return new ApiProblem("the call was cancelled", "unknown");
    case "too_large":
      return new ApiProblem(`WHMCS answered more than ${maxAnswerBytes} bytes: ask for less, with limitnum`, "unknown");
    case "untrusted":
      return new ApiProblem(`the TLS certificate of ${origin} is not trusted (${code})`, "none");
    case "never_sent":
      return new ApiProblem(`WHMCS cannot be reached at ${origin} (${code})`, "none", { transient: true });
    case "broken":
      return new ApiProblem(`the connection to WHMCS at ${origin} broke (${code})`, "unknown", { transient: true });
  }
}
