/**
 * An API that records what it is asked and answers as the documentation says, or as a test wants it to fail.
 */
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import {
  type Answering,
  type AnsweringApi,
  inTurn,
  startAnsweringApi,
} from "../../../../test/support/answering-api.js";
import { documented, example } from "./documented.js";

/** One request: its path and the fields of its form. */
export type Recorded = {
  readonly method: string;
  readonly path: string;
  readonly contentType: string;
  readonly form: Readonly<Record<string, string>>;
};

/** A running API. */
export type RecordingApi = AnsweringApi & {
  readonly requests: readonly Recorded[];
  /** The recorded fields of the latest request, without the credentials. */
  latest(): Readonly<Record<string, string>>;
  /** Answers the next requests so, one after the other; the last one stays. */
  answer(...answers: readonly Answering[]): void;
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
  const { answer, next } = inTurn<Answering>();
  const { url, close } = await startAnsweringApi(async (request) => {
    const recorded = await record(request);
    requests.push(recorded);
    return next() ?? { reply: documentedReply(recorded.form.action ?? "") };
  });
  return {
    url: `${url}/`,
    requests,
    latest: () => {
      const { identifier: _, secret: __, accesskey: ___, responsetype: ____, ...rest } = requests.at(-1)?.form ?? {};
      return rest;
    },
    answer,
    close,
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
