/**
 * Listens for the answer of a sign-in: on this machine's own addresses only, at the one path, under the one name.
 *
 * Any page in the browser can send requests here. What does not carry this sign-in's state changes nothing, and the right
 * answer counts once.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { AccessProblem } from "../problem.js";
import { headers, type Page, pageHtml } from "./page.js";

/** Takes an answer's address, and gives the page to show; nothing may be thrown. */
export type TakeAnswer = (answer: URL) => Promise<Page>;

/** What listens; closing it frees the port, after the page under way. */
export type Listener = { close(): Promise<void> };

/** Listens where the redirect address leads; rejects with an `AccessProblem` where it cannot. */
export async function listenForAnswer(redirectUrl: URL, take: TakeAnswer): Promise<Listener> {
  const opened: Server[] = [];
  const answering = new Set<Promise<void>>();
  const close = async () => {
    const closing = opened.map(closed);
    // The page that says how it ended is sent first; browsers also hold connections open that they have not used yet.
    await Promise.all(answering);
    for (const server of opened) server.closeAllConnections();
    await Promise.all(closing);
  };
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const done = respond(redirectUrl, take, request, response).finally(() => answering.delete(done));
    answering.add(done);
  };
  try {
    for (const address of addressesOf(redirectUrl)) {
      const server = createServer(answer);
      if (await listening(server, Number(redirectUrl.port || 80), address)) opened.push(server);
    }
  } catch (error) {
    await close();
    throw cannotListen(redirectUrl, error);
  }
  return { close };
}

// A browser may take either address for localhost; if somebody else listened at one of them, they would be given the code.
function addressesOf({ hostname }: URL): readonly string[] {
  if (hostname === "localhost") return ["127.0.0.1", "::1"];
  return [hostname === "[::1]" ? "::1" : hostname];
}

/** Whether it listens now; false where this machine has no such address. */
function listening(server: Server, port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const absent = host === "::1" && /^(EADDRNOTAVAIL|EAFNOSUPPORT)$/.test(error.code ?? "");
      if (absent) resolve(false);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      server.unref();
      resolve(true);
    });
  });
}

function cannotListen({ port }: URL, error: unknown): AccessProblem {
  const { code = "no reason given" } = error as NodeJS.ErrnoException;
  const where = `port ${port || 80} of XERO_REDIRECT_URI`;
  return code === "EADDRINUSE"
    ? new AccessProblem(
        "configuration",
        `${where} is in use: by another sign-in, which must be finished first, or by another program`,
      )
    : new AccessProblem("configuration", `cannot listen on ${where} (${code})`);
}

async function respond(
  redirectUrl: URL,
  take: TakeAnswer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method, headers: asked, url = "" } = request;
  if (asked.host?.toLowerCase() !== redirectUrl.host) return empty(response, 421);
  if (!url.startsWith("/") || !URL.canParse(url, redirectUrl.origin)) return empty(response, 400);
  const answer = new URL(`${redirectUrl.origin}${url}`);
  if (answer.pathname !== redirectUrl.pathname) return empty(response, 404);
  if (method !== "GET") return empty(response, 405, { allow: "GET" });
  const page = await take(answer);
  const sent = new Promise((done) => response.once("close", done).once("finish", done));
  response.writeHead(page.status, headers).end(pageHtml(page));
  await sent;
}

function empty(response: ServerResponse, status: number, more: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { ...more, connection: "close" }).end();
}

const closed = (server: Server): Promise<unknown> => new Promise((done) => server.close(done));
