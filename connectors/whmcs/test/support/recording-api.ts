/**
 * An API that records what it is asked and answers as the documentation says, or as a test wants it to fail.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { documented, example } from "./documented.js";

/** One request: its path and the fields of its form. */
export type Recorded = {
  readonly method: string;
  readonly path: string;
  readonly contentType: string;
  readonly form: Readonly<Record<string, string>>;
};

/** How to answer: with a reply, with something of another kind, or by never answering or breaking the connection. */
export type Answering =
  | { readonly reply: unknown; readonly status?: number }
  | { readonly raw: string; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  | "hang"
  | "break";

/** A running API. */
export type RecordingApi = {
  readonly url: string;
  readonly requests: readonly Recorded[];
  /** The recorded fields of the latest request, without the credentials. */
  latest(): Readonly<Record<string, string>>;
  /** Answers the next requests so, one after the other; the last one stays. */
  answer(...answers: readonly Answering[]): void;
  close(): Promise<void>;
};

/** What the tests call it with. */
export const credentials = {
  WHMCS_API_IDENTIFIER: "identifier-of-the-tests",
  WHMCS_API_SECRET: "S3cr3t/of+the&tests=1",
  WHMCS_ACCESS_KEY: "K3y!@#$%.()*[]-_tests",
};

/** Starts it on a free port. */
export async function startRecordingApi(): Promise<RecordingApi> {
  const requests: Recorded[] = [];
  let queued: readonly Answering[] = [];
  const server = createServer((request, response) => {
    void record(request).then((recorded) => {
      requests.push(recorded);
      const [next, ...rest] = queued;
      if (rest.length > 0) queued = rest;
      send(next ?? { reply: documentedReply(recorded.form.action ?? "") }, request, response);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    latest: () => {
      const { identifier: _, secret: __, accesskey: ___, responsetype: ____, ...rest } = requests.at(-1)?.form ?? {};
      return rest;
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
  return {
    method: request.method ?? "",
    path: request.url ?? "",
    contentType: request.headers["content-type"] ?? "",
    form: Object.fromEntries(new URLSearchParams(await text(request))),
  };
}

function documentedReply(action: string): unknown {
  const tool = documented.find((each) => each.action === action);
  return tool === undefined
    ? { result: "error", message: `Invalid API Action: "${action.toLowerCase()}" is not a valid API action` }
    : example(tool.answer);
}

function send(answering: Answering, request: IncomingMessage, response: ServerResponse): void {
  if (answering === "hang") return;
  if (answering === "break") {
    request.socket.destroy();
  } else if ("raw" in answering) {
    response
      .writeHead(answering.status ?? 200, answering.headers ?? { "content-type": "text/html" })
      .end(answering.raw);
  } else {
    response.writeHead(answering.status ?? 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answering.reply));
  }
}
