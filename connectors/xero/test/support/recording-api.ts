/**
 * An API that records what it is asked and answers as Xero's description says, or as a test wants it to fail.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { tenants } from "./fake-access.js";
import { sampleAnswer } from "./samples.js";

/** One request. */
export type Recorded = {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body's JSON; undefined where there is none. */
  readonly body: unknown;
};

type Headers = Readonly<Record<string, string>>;

/** How to answer: with a reply, with something of another kind, or by never answering or breaking the connection. */
export type Answering =
  | { readonly reply: unknown; readonly status?: number; readonly headers?: Headers }
  | { readonly raw: string; readonly status?: number; readonly headers?: Headers }
  | "usual"
  | "hang"
  | "break";

/** A running API. */
export type RecordingApi = {
  readonly url: string;
  readonly requests: readonly Recorded[];
  /** The latest request. */
  latest(): Recorded;
  /** Answers the next requests so, one after the other; the last one stays. Without any, as usual. */
  answer(...answers: readonly Answering[]): void;
  close(): Promise<void>;
};

/** Starts it on a free port. */
export async function startRecordingApi(): Promise<RecordingApi> {
  const requests: Recorded[] = [];
  let queued: readonly Answering[] = [];
  const server = createServer((request, response) => {
    void record(request).then((recorded) => {
      // Which organisations a token reaches is no call of the API, and the same in every test.
      if (recorded.path === "/connections") return send({ reply: connections }, recorded, request, response);
      requests.push(recorded);
      const [next = "usual", ...rest] = queued;
      if (rest.length > 0) queued = rest;
      send(next, recorded, request, response);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    latest: () => {
      const latest = requests.at(-1);
      if (latest === undefined) throw new Error("nothing was asked");
      return latest;
    },
    answer: (...answers) => {
      queued = answers;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function record(request: IncomingMessage): Promise<Recorded> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const body = await text(request);
  return {
    method: request.method ?? "",
    path: decodeURIComponent(pathname),
    query: Object.fromEntries(searchParams),
    headers: request.headers as Recorded["headers"],
    body: body === "" ? undefined : JSON.parse(body),
  };
}

const connections = [{ id: "c", tenantId: tenants[0].id, tenantType: tenants[0].type, tenantName: tenants[0].name }];

/** What Xero says of its limits beside every answer. */
const rateHeaders = {
  "x-minlimit-remaining": "59",
  "x-daylimit-remaining": "4999",
  "x-appminlimit-remaining": "9999",
};

function send(answering: Answering, recorded: Recorded, request: IncomingMessage, response: ServerResponse): void {
  if (answering === "hang") return;
  if (answering === "break") {
    request.socket.destroy();
  } else if (answering === "usual") {
    response.writeHead(200, { "content-type": "application/json", ...rateHeaders });
    response.end(JSON.stringify(sampleAnswer(recorded)));
  } else if ("raw" in answering) {
    response.writeHead(answering.status ?? 200, { "content-type": "text/html", ...answering.headers });
    response.end(answering.raw);
  } else {
    response.writeHead(answering.status ?? 200, { "content-type": "application/json", ...answering.headers });
    response.end(JSON.stringify(answering.reply));
  }
}
