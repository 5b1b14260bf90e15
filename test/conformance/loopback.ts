/**
 * A bare pipe on the loopback interface between the suite and what it tests.
 *
 * The suite cannot be told to send a token, so the pipe adds the Authorization header; everything else, Host and Origin
 * too, passes as it came. It can also break one thing on purpose, which proves that the comparison notices.
 */
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Transform } from "node:stream";

/** What a pipe may break: Host and Origin become the target's own, or the ids of events are lost. */
export type Fault = "names" | "event-ids";

/** How a pipe treats what passes. */
export type LoopbackOptions = { readonly token?: string; readonly fault?: Fault };

/** An address that leads to another one. */
export type Passage = { readonly url: string; close(): Promise<void> };

/** Opens a pipe to this address. */
export async function openLoopback(target: string, options: LoopbackOptions = {}): Promise<Passage> {
  const { host, hostname, port, pathname } = new URL(target);
  const server = createServer((request, response) => {
    const came = options.fault === "names" ? withNames(request.rawHeaders, host) : request.rawHeaders;
    const headers = withToken(came, options);
    const onward = forward({ hostname, port, path: request.url, method: request.method, headers });
    onward.on("response", (answer) => pass(answer, response, options));
    onward.on("error", () => response.destroy());
    response.on("close", () => onward.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`;
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return { url, close };
}

function pass(answer: IncomingMessage, response: ServerResponse, { fault }: LoopbackOptions): void {
  response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
  response.flushHeaders();
  answer.on("error", () => response.destroy());
  const events = answer.headers["content-type"]?.startsWith("text/event-stream") === true;
  if (fault === "event-ids" && events) answer.pipe(withoutEventIds()).pipe(response);
  else answer.pipe(response);
}

function withToken(headers: readonly string[], { token }: LoopbackOptions): string[] {
  return token === undefined ? [...headers] : [...headers, "Authorization", `Bearer ${token}`];
}

function withNames(headers: readonly string[], host: string): string[] {
  const own = new Map([
    ["host", host],
    ["origin", `http://${host}`],
  ]);
  return headers.map(
    (value, at) => (at % 2 === 1 ? own.get(headers[at - 1]?.toLowerCase() ?? "") : undefined) ?? value,
  );
}

// Good enough for a planted fault: an id that is cut in two by a chunk's end survives.
function withoutEventIds(): Transform {
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, chunk.toString("utf8").replaceAll(/^id:.*\r?\n/gm, "")),
  });
}
