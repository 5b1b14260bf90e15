/** One operation of the API, as data. */
import type { Need } from "../scopes.js";
import type { Context } from "./context.js";
import type { Parameters } from "./parameters.js";

export type ApiRequest = {
  readonly parameters: Parameters;
  /** What stands in the path for `:id`; empty where the operation has none. */
  readonly id: string;
  /** From the header If-Modified-Since. */
  readonly modifiedSince: string | undefined;
  /** The JSON that was sent; undefined where there was none. */
  readonly body: unknown;
};

/** What an operation answers; an envelope is put around it unless it is an error. */
export type Reply = { readonly status: 200 | 400; readonly body: Readonly<Record<string, unknown>> };

export type Operation = {
  /** Its `operationId` in Xero's description. */
  readonly name: string;
  readonly method: "GET" | "PUT" | "POST";
  /** Below `/api.xro/2.0`; `:id` stands for what identifies one. */
  readonly path: string;
  readonly need: Need;
  readonly answer: (context: Context, request: ApiRequest) => Promise<Reply>;
};

/** An answer that went well. */
export function done(body: Reply["body"]): Reply {
  return { status: 200, body };
}
