/** The body of a request: read whole, up to a size. */
import type { IncomingMessage } from "node:http";
import { badBody, Refusal } from "./refusal.js";

/** 3.5 MB, as Xero allows. */
const largestBytes = 3.5 * 1024 * 1024;

/** Reads the bytes. Throws a refusal when there are too many. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What is too large is read to its end all the same: a client that still writes would not see the answer.
    if (size <= largestBytes) chunks.push(chunk);
  }
  if (size > largestBytes) throw new Refusal(413, "The request is larger than 3.5 MB");
  return Buffer.concat(chunks);
}

/** Reads JSON; undefined where there is nothing. Throws a refusal. */
export function readJson(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw badBody("JSON for post data was invalid: the body must be JSON in UTF-8");
  }
}
