/**
 * An API that records what it is asked and answers as Xero's description says, or as a test wants it to fail.
 */
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import {
  type Answering,
  type AnsweringApi,
  inTurn,
  startAnsweringApi,
} from "../../../../test/support/answering-api.js";
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

/** A running API. */
export type RecordingApi = AnsweringApi & {
  readonly requests: readonly Recorded[];
  /** The latest request. */
  latest(): Recorded;
  /** Answers the next requests so, one after the other; the last one stays. Without any, as usual. */
  answer(...answers: readonly (Answering | "usual")[]): void;
};

/** Starts it on a free port. */
export async function startRecordingApi(): Promise<RecordingApi> {
  const requests: Recorded[] = [];
  const { answer, next } = inTurn<Answering | "usual">();
  const { url, close } = await startAnsweringApi(async (request) => {
    const recorded = await record(request);
    // Which organisations a token reaches is no call of the API, and the same in every test.
    if (recorded.path === "/connections") return { reply: connections };
    requests.push(recorded);
    const how = next() ?? "usual";
    return how === "usual" ? { reply: sampleAnswer(recorded), headers: rateHeaders } : how;
  });
  return {
    url,
    requests,
    latest: () => {
      const latest = requests.at(-1);
      if (latest === undefined) throw new Error("nothing was asked");
      return latest;
    },
    answer,
    close,
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
