/** The sandbox over HTTP: the accounting API and the sign-in on one port. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type ServeOptions, serveHttp } from "@turnpike/backend-kit";
import type { IdentityAnswer } from "./access.js";
import type { House } from "./house.js";
import { type Answered, answerApi } from "./http/answer-api.js";
import { readBody } from "./http/read-body.js";
import { notFound, Refusal } from "./http/refusal.js";

export type ServedSandbox = {
  /** Where the accounting API is, below `/api.xro/2.0`, and `/connections`. */
  readonly apiUrl: string;
  /** Where people and clients sign in. */
  readonly identityUrl: string;
  /** Finishes the requests under way, then stops. */
  readonly close: () => Promise<void>;
};

const apiPath = /^\/api\.xro\/2\.0\//i;

/** Listens. Throws what `listen` throws, such as `EADDRINUSE`. */
export async function serveSandbox(
  { house }: { readonly house: House },
  options: ServeOptions,
): Promise<ServedSandbox> {
  const { origin, close } = await serveHttp(
    (request, response, origin) => respond(house, origin, request, response),
    options,
  );
  return { apiUrl: origin, identityUrl: origin, close };
}

async function respond(
  house: House,
  origin: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { status, headers, body } = await answerPath(house, origin, request);
    response.writeHead(status, { "content-length": Buffer.byteLength(body), ...headers });
    response.end(body);
  } catch (thrown) {
    if (request.destroyed && !request.complete) return;
    house.report(thrown);
    const body = "The books cannot be read or written at the moment: nothing was changed";
    response.writeHead(isOfTheStore(thrown) ? 503 : 500, { "content-type": "text/plain; charset=utf-8" }).end(body);
  }
}

async function answerPath(house: House, origin: string, request: IncomingMessage): Promise<IdentityAnswer> {
  const [path = "", query = ""] = splitAt(request.url ?? "", "?");
  if (apiPath.test(path)) return written(await answerApi(house, request, path.replace(apiPath, ""), query));
  try {
    const answer = await house.access.answer({
      method: request.method ?? "",
      path,
      query: new URLSearchParams(query),
      headers: request.headers,
      form: await formOf(request),
      origin,
    });
    if (answer !== undefined) return answer;
    throw notFound();
  } catch (thrown) {
    if (thrown instanceof Refusal) return written(thrown);
    throw thrown;
  }
}

function splitAt(text: string, sign: string): readonly string[] {
  const at = text.indexOf(sign);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const body = await readBody(request);
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers["content-type"] ?? "");
  return new URLSearchParams(isForm ? body.toString("utf8") : "");
}

function written({ status, headers, body }: Answered): IdentityAnswer {
  const isText = typeof body === "string";
  const type = isText ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
  return { status, headers: { "content-type": type, ...headers }, body: isText ? body : JSON.stringify(body) };
}

/** SQLite says so in its code: the file is locked, full or broken. */
function isOfTheStore(thrown: unknown): boolean {
  return thrown instanceof Error && "code" in thrown && /^SQLITE_/.test(String(thrown.code));
}
