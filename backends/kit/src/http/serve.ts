/** A server over HTTP: where it listens, and how it ends. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type ServeOptions = {
  /** 127.0.0.1 when it is left out. */
  readonly host?: string;
  /** 0 picks a free port. */
  readonly port: number;
};

type Served = {
  /** The server's own address, without a path: `http://127.0.0.1:7320`. */
  readonly origin: string;
  /** Finishes the requests under way, then stops. */
  readonly close: () => Promise<void>;
};

/** Answers one request; what it throws is its own affair. */
type Respond = (request: IncomingMessage, response: ServerResponse, origin: string) => Promise<void>;

const closingMs = 5000;

/** Listens. Throws what `listen` throws, such as `EADDRINUSE`. */
export async function serveHttp(respond: Respond, { host = "127.0.0.1", port }: ServeOptions): Promise<Served> {
  let origin = "";
  const server = createServer((request, response) => void respond(request, response, origin));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const { port: chosen } = server.address() as AddressInfo;
  origin = `http://${host.includes(":") ? `[${host}]` : host}:${chosen}`;
  return { origin, close: () => close(server) };
}

async function close(server: Server): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), closingMs);
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  clearTimeout(timer);
}
