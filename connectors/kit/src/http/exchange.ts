/**
 * One request to an API and its whole answer.
 *
 * Redirects are given back, not followed: credentials go to the configured address and nowhere else. Of a failure only
 * its kind and code are told, since the texts of the layers below are not ours to vouch for.
 */

/** What to send, and the bounds of what comes back; `signal` ends the waiting. */
export type Asked = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams | undefined;
  readonly signal: AbortSignal;
  readonly maxAnswerBytes: number;
};

/** An HTTP answer, read to its end. */
export type Answered = { readonly status: number; readonly headers: Headers; readonly text: string };

/** Why there is no answer; `never_sent` and `untrusted` say that the request cannot have arrived. */
export type FailureKind = "timeout" | "cancelled" | "too_large" | "untrusted" | "never_sent" | "broken";

/** An exchange that failed, with the code of the layer that failed. */
export class ExchangeFailure extends Error {
  override readonly name = "ExchangeFailure";
  readonly kind: FailureKind;
  readonly code: string;

  constructor(kind: FailureKind, code: string) {
    super(`${kind}: ${code}`);
    this.kind = kind;
    this.code = code;
  }
}

/** Asks and reads the answer; rejects with an `ExchangeFailure`. */
export async function exchange(url: string, { maxAnswerBytes, ...init }: Asked): Promise<Answered> {
  try {
    const response = await fetch(url, { ...init, body: init.body ?? null, redirect: "manual" });
    return { status: response.status, headers: response.headers, text: await bounded(response, maxAnswerBytes) };
  } catch (error) {
    throw error instanceof ExchangeFailure ? error : failure(error);
  }
}

async function bounded(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new ExchangeFailure("too_large", `more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

// Failures before a request can have left, by Node's and undici's codes.
const neverSent = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;
const untrusted = /CERT|SIGNED|ISSUER|ALTNAME|^ERR_(TLS|SSL)/;

function failure(error: unknown): ExchangeFailure {
  const { name, code, cause } = error as { name?: string; code?: unknown; cause?: { code?: unknown } };
  const reason = String(cause?.code ?? code ?? "no reason given");
  if (name === "TimeoutError") return new ExchangeFailure("timeout", reason);
  if (name === "AbortError") return new ExchangeFailure("cancelled", reason);
  if (untrusted.test(reason)) return new ExchangeFailure("untrusted", reason);
  return new ExchangeFailure(neverSent.test(reason) ? "never_sent" : "broken", reason);
}
