/**
 * The yardstick: what a pass-through proxy costs in Node when it looks at nothing. `node:http` in front, undici's
 * `Pool.dispatch` behind, both bodies piped unparsed with backpressure, hop-by-hop headers left out. No checks, no
 * record, no time limits: everything that the gateway costs above this is what the gateway does.
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

const pool = new Pool(process.argv[2] as string);

const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  pool.dispatch(
    {
      path: request.url as string,
      method: request.method as Dispatcher.HttpMethod,
      headers: endToEnd(request.rawHeaders),
      body: request.method === "POST" ? request : null,
    },
    new Relay(response),
  );
});
server.keepAliveTimeout = 120_000;
server.listen(0, "127.0.0.1", () => ready(server));
