/** The books over HTTP: `includes/api.php` wherever the base path is, and the reference pages. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type ServeOptions, serveHttp } from "@turnpike/backend-kit";
import { answerRequest } from "./answer-request.js";
import { writeMoment } from "./declare/dates.js";
import type { House } from "./dispatch.js";
import { type ServedPaper, serveInvoice } from "./paper/serve-invoice.js";
import { referencePage } from "./reference/serve-reference.js";

export type ServedBilling = {
  /** Where requests go; ends in `/includes/api.php`. */
  readonly url: string;
  /** Finishes the requests under way, then stops. */
  readonly close: () => Promise<void>;
};

/** A page is all in one document: it may load nothing, run nothing, and be framed by nobody. */
const sealed = { "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'" };

/** Listens. Throws what `listen` throws, such as `EADDRINUSE`. */
export async function serveBilling(
  { house }: { readonly house: House },
  options: ServeOptions,
): Promise<ServedBilling> {
  const { origin, close } = await serveHttp((request, response) => respond(house, request, response), options);
  return { url: `${origin}/includes/api.php`, close };
}

async function respond(house: House, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const { status, type, body, headers = {} } = await answerPath(house, request);
    response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body), ...headers });
    response.end(body);
  } catch (thrown) {
    if (request.destroyed && !request.complete) return;
    house.report(thrown);
    response.writeHead(500).end();
  }
}

type Answered = {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
};

async function answerPath(house: House, request: IncomingMessage): Promise<Answered> {
  const [path = ""] = (request.url ?? "").split("?", 1);
  if (path.endsWith("/includes/api.php")) return await answerRequest(house, request);
  const page = request.method === "GET" ? referencePage(house.actions, path) : undefined;
  if (page !== undefined) return { status: 200, type: "text/html; charset=utf-8", body: page, headers: sealed };
  const paper = request.method === "GET" ? await paperAt(house, request.url ?? "") : undefined;
  if (paper !== undefined) return { status: 200, ...paper };
  return { status: 404, type: "text/plain; charset=utf-8", body: "not found: the API is at /includes/api.php\n" };
}

async function paperAt({ db, now }: House, target: string): Promise<ServedPaper | undefined> {
  const base = "http://books";
  return URL.canParse(target, base)
    ? serveInvoice(db, new URL(target, base), writeMoment(now()).slice(0, 10))
    : undefined;
}
