/**
 * Carries one request that xero-node has built.
 *
 * xero-node knows Xero's paths, parameters and field names. What it does not give is what a careful caller needs: a
 * time-out, an end on request, the headers of a refusal, the bytes of an answer. So it builds, and `exchange` carries:
 * docs/decisions/0017. Nothing that xero-node makes of an answer or an error is looked at.
 */
import { type Answered, exchange, hiding } from "@turnpike/connector-kit";
import type { AccountingApi } from "xero-node";

/** Asks xero-node for one operation. */
export type Ask = (api: AccountingApi) => Promise<unknown>;

/** Where to, with which token, and how long and how much. */
export type Carriage = {
  /** An origin. */
  readonly apiUrl: string;
  /** The token, after those that it took the place of in this call. */
  readonly tokens: readonly string[];
  readonly signal: AbortSignal;
  readonly maxAnswerBytes: number;
};

type Built = {
  readonly url?: string;
  readonly method?: string;
  readonly params?: Readonly<Record<string, string | number | boolean>>;
  readonly headers: object;
  readonly data?: unknown;
};

/** Xero's answer, without the tokens wherever they may be echoed; rejects with an `ExchangeFailure`. */
export async function carry(ask: Ask, { apiUrl, tokens, signal, maxAnswerBytes }: Carriage): Promise<Answered> {
  // Loading xero-node takes longer than all the rest of the start, and listing tools does not need it.
  const { AccountingApi } = await import("xero-node");
  const api = new AccountingApi(`${apiUrl}/api.xro/2.0`);
  api.accessToken = tokens.at(-1) ?? "";
  let carried: Promise<Answered> | undefined;
  api.setDefaultAuthentication({
    applyToRequest(config) {
      config.adapter = async (built) => {
        carried = exchange(address(built as Built), { ...request(built as Built), signal, maxAnswerBytes });
        await carried;
        return { data: undefined, status: 200, statusText: "", headers: {}, config: built };
      };
    },
  });
  await ask(api).catch(() => undefined);
  if (carried === undefined) throw new Error("xero-node built no request");
  const answer = await carried;
  return { ...answer, text: hiding(tokens)(answer.text) };
}

function address({ url = "", params = {} }: Built): string {
  const pairs = Object.entries(params).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? url : `${url}?${pairs.join("&")}`;
}

function request({ method = "get", headers, data }: Built) {
  // xero-node names headers that it has no value for.
  const given = Object.entries(headers).filter(([, value]) => value !== undefined && value !== null);
  const named = { ...Object.fromEntries(given), "User-Agent": "turnpike-xero" } as Record<string, string>;
  // xero-node gives every GET a body, which HTTP has no use for.
  const body = method.toUpperCase() === "GET" ? undefined : String(data);
  return { method: method.toUpperCase(), headers: named, body };
}
