/** An HTTP API that answers as a test has it, also in ways that no good API would. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type More = { readonly status?: number; readonly headers?: Readonly<Record<string, string>> };

/** How to answer: with JSON, with something of another kind, or by never answering or breaking the connection. */
export type Answering = ({ readonly reply: unknown } & More) | ({ readonly raw: string } & More) | "hang" | "break";

/** A running API. */
export type AnsweringApi = { readonly url: string; close(): Promise<void> };

/** Starts it on a free port. */
export async function startAnsweringApi(
  answer: (request: IncomingMessage) => Promise<Answering>,
): Promise<AnsweringApi> {
  const server = createServer((request, response) => {
    void answer(request).then((answering) => send(answering, request, response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function send(answering: Answering, request: IncomingMessage, response: ServerResponse): void {
  if (answering === "hang") return;
  if (answering === "break") {
    request.socket.destroy();
    return;
  }
  const [type, body] =
    "raw" in answering ? ["text/html", answering.raw] : ["application/json", JSON.stringify(answering.reply)];
  response.writeHead(answering.status ?? 200, { "content-type": type, ...answering.headers }).end(body);
}

/** Answers that are given one after the other; the last one stays. */
export function inTurn<T>() {
  let queued: readonly T[] = [];
  return {
    answer: (...answers: readonly T[]): void => {
      queued = answers;
    },
    next(): T | undefined {
      const [next, ...rest] = queued;
      if (rest.length > 0) queued = rest;
      return next;
    },
  };
}
