/**
 * The yardstick: what a pass-through proxy costs in Node when it looks at nothing. `node:http` in front, undici's
 * `Pool.dispatch` behind, both bodies piped unparsed with backpressure, hop-by-hop headers left out. No checks, no
 * record, no time limits: everything that the gateway costs above this is what the gateway does. With `collect` the
 * request's body is collected instead of piped, for comparison.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Dispatcher, Pool } from "undici";
import { ready } from "../machine/child.js";

const hopByHop = new Set(["connection", "host", "keep-alive", "transfer-encoding", "upgrade", "te", "trailer"]);

/** Relays an answer as it comes. */
class Relay implements Dispatcher.DispatchHandler {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#response.on("drain", () => controller.resume());
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    const kept: string[] = [];
    for (const name in headers) {
      const value = headers[name];
      if (value !== undefined && !hopByHop.has(name)) {
        kept.push(name, String(value));
      }
    }
    this.#response.writeHead(status, kept);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#response.write(chunk)) {
      controller.pause();
    }
  }

  onResponseEnd(): void {
    this.#response.end();
  }

  onResponseError(): void {
    if (this.#response.headersSent) {
      this.#response.destroy();
    } else {
      this.#response.writeHead(502).end();
    }
  }
}

function endToEnd(raw: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i] as string;
    if (!hopByHop.has(name.toLowerCase())) {
      kept.push(name, raw[i + 1] as string);
    }
  }
  return kept;
}

const [origin = "", how = "pipe"] = process.argv.slice(2);
const pool = new Pool(origin);

function forward(request: IncomingMessage, response: ServerResponse, body: IncomingMessage | Buffer | null): void {
  const { url: path = "/", method } = request;
  const headers = endToEnd(request.rawHeaders);
  pool.dispatch({ path, method: method as Dispatcher.HttpMethod, headers, body }, new Relay(response));
}

/** Waits for the whole body, as a proxy has to that reads it; cheaper in Node than piping a small one. */
function collect(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () =>
    forward(request, response, chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)),
  );
}

const server = createServer((request, response) => {
  if (how === "collect") {
    collect(request, response);
  } else {
    forward(request, response, request.method === "POST" ? request : null);
  }
});
server.keepAliveTimeout = 120_000;
server.listen(0, "127.0.0.1", () => ready(server));
