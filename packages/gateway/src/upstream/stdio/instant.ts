/** Exchanges that are over at once: what needs no child, and what cannot be had of one. */
import { IncomingBody, UpstreamFailure } from "../../incoming.js";
import type { RequestId } from "../../refusal.js";
import type { Exchange } from "../port.js";

const FLOW = { pause: () => undefined, resume: () => undefined, abort: () => undefined };

/** A status without a body. */
export function stated(status: number): Exchange {
  return whole(status, {}, "");
}

/** An error as a server of Streamable HTTP words it. */
export function jsonError(status: number, code: number, message: string, id?: RequestId): Exchange {
  const body = JSON.stringify({ jsonrpc: "2.0", ...(id === undefined ? {} : { id }), error: { code, message } });
  return whole(status, { "content-type": "application/json" }, body);
}

/** The message provably reaches no child. */
export function unreached(status: 502 | 503, message: string, detail: string): Exchange {
  return {
    answer: Promise.reject(new UpstreamFailure("unreached", status, message, detail)),
    cancel: () => undefined,
  };
}

function whole(status: number, headers: Record<string, string>, text: string): Exchange {
  const body = new IncomingBody(FLOW);
  if (text !== "") {
    body.push(Buffer.from(text));
  }
  body.finish();
  return { answer: Promise.resolve({ status, headers, body }), cancel: () => undefined };
}
