/**
 * Calls WHMCS's external API: one form POST per call.
 *
 * What only reads is tried again when the network or a proxy failed. What changes something is sent once: WHMCS has no
 * idempotency keys, and a second CreateInvoice is a second invoice.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { Configuration } from "../configuration.js";
import { form, type Values } from "./form.js";
import { ApiProblem } from "./problem.js";
import { type RawAnswer, type Reply, readReply } from "./reply.js";
import { hiding } from "./secrets.js";

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

async function post(url: string, body: URLSearchParams, signal: AbortSignal, maxBytes: number): Promise<RawAnswer> {
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      signal,
      redirect: "manual",
      headers: { accept: "application/json", "user-agent": "turnpike-whmcs" },
    });
    return { status: response.status, text: await bounded(response, maxBytes) };
  } catch (error) {
    throw error instanceof ApiProblem ? error : networkProblem(error, url);
  }
}

async function bounded(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw new ApiProblem(`WHMCS answered more than ${maxBytes} bytes: ask for less, with limitnum`, "unknown");
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

// Failures before a request can have left, by Node's and undici's codes.
const neverSent = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;
const untrusted = /CERT|SIGNED|ISSUER|ALTNAME|^ERR_(TLS|SSL)/;

// Only the code is passed on: the texts of the layers below are not ours to vouch for.
function networkProblem(error: unknown, url: string): ApiProblem {
  const { name, code, cause } = error as { name?: string; code?: unknown; cause?: { code?: unknown } };
  if (name === "TimeoutError") return new ApiProblem("WHMCS did not answer in time", "unknown");
  if (name === "AbortError") return new ApiProblem("the call was cancelled", "unknown");
  const reason = String(cause?.code ?? code ?? "no reason given");
  const { origin } = new URL(url);
  if (untrusted.test(reason)) {
    return new ApiProblem(`the TLS certificate of ${origin} is not trusted (${reason})`, "none");
  }
  if (neverSent.test(reason))
    return new ApiProblem(`WHMCS cannot be reached at ${origin} (${reason})`, "none", { transient: true });
  return new ApiProblem(`the connection to WHMCS at ${origin} broke (${reason})`, "unknown", { transient: true });
}
