/** What the MCP servers of the bench answer: fixed results by method, with the request's id put in. */
import { toolDefinitions } from "./tools.js";

const ID = /"id":("[^"]*"|\d+)/;
const METHOD = /"method":"([^"]*)"/;

const newer = {
  resultType: "complete",
  _meta: { "io.modelcontextprotocol/serverInfo": { name: "bench", version: "1" } },
};
const content = [{ type: "text", text: '{"result":"success","invoiceid":4711,"status":"Draft"}' }];
const serverInfo = { name: "bench", version: "1" };
const capabilities = { tools: { listChanged: true } };

/** The `result` of a method in both generations, as text. */
const results: Readonly<Record<string, { readonly older: string; readonly newer: string }>> = {
  initialize: both({ protocolVersion: "2025-11-25", capabilities, serverInfo }),
  "server/discover": both({ supportedVersions: ["2026-07-28"], capabilities, serverInfo }, cacheable()),
  ping: both({}),
  "tools/list": both({ tools: toolDefinitions() }, cacheable()),
  "tools/call": both({ content }),
};

function cacheable(): object {
  return { ttlMs: 60_000, cacheScope: "public" };
}

function both(result: object, newerOnly: object = {}): { older: string; newer: string } {
  return { older: JSON.stringify(result), newer: JSON.stringify({ ...result, ...newer, ...newerOnly }) };
}

/** The method of a message and its id as it is written, found without reading the rest. */
export function askedIn(message: string): { readonly method: string; readonly id: string | undefined } {
  return { method: METHOD.exec(message)?.[1] ?? "", id: ID.exec(message)?.[1] };
}

/** The answer to a method under an id. */
export function answerText(method: string, id: string, generation: "older" | "newer"): string {
  const result = results[method]?.[generation];
  return result === undefined
    ? `{"jsonrpc":"2.0","id":${id},"error":{"code":-32601,"message":"unknown method"}}`
    : `{"jsonrpc":"2.0","id":${id},"result":${result}}`;
}
