/**
 * What is sent: requests of both protocol generations as text around an id. Ids have nine digits, so that every
 * request and every answer of a kind has one length, and none is used twice in a run.
 */
import { calledTool } from "./tools.js";

/** What is asked for: a call answered as JSON, a call answered as a stream of events, the list of tools. */
export const kinds = ["json", "sse", "list"] as const;
export type Kind = (typeof kinds)[number];

export const generations = ["2025-11-25", "2026-07-28"] as const;
/** The protocol revision that is spoken: the older generation with sessions, the newer without. */
export type Generation = (typeof generations)[number];

/** A text with a nine-digit id in the middle. */
export type Around = { readonly before: string; readonly after: string };

/** The id of the one request whose answer is read and checked in full. */
export const firstId = 999_999_999;

/** Free text in the call's arguments by which the upstream is told to answer as a stream. */
export const streamMarker = "answered as a stream";

/** The arguments of the measured call. */
export function callArguments(kind: Kind): { readonly [name: string]: unknown } {
  return {
    userid: 1042,
    status: "Draft",
    paymentmethod: "banktransfer",
    date: "2026-11-20",
    itemdescription: ["Hosting, one year", "Domain example.org"],
    itemamount: [80.25, 15.5],
    itemtaxed: [true, false],
    notes: kind === "sse" ? streamMarker : "answered as a whole",
  };
}

/** The request body of a kind. */
export function requestBody(kind: Kind, generation: Generation): Around {
  const method = kind === "list" ? "tools/list" : "tools/call";
  const call = kind === "list" ? {} : { name: calledTool, arguments: callArguments(kind) };
  const params = generation === "2026-07-28" ? { ...call, _meta: envelope } : call;
  return {
    before: '{"jsonrpc":"2.0","id":',
    after: `,"method":"${method}","params":${JSON.stringify(params)}}`,
  };
}

const envelope = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientCapabilities": {},
  "io.modelcontextprotocol/clientInfo": { name: "bench", version: "1" },
};

/** The headers of a kind, as an MCP client sends them; the session id is the older generation's. */
export function requestHeaders(
  kind: Kind,
  generation: Generation,
  token: string,
  session: string | undefined,
): Record<string, string> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    "mcp-protocol-version": generation,
  };
  if (session !== undefined) {
    headers["mcp-session-id"] = session;
  }
  if (generation === "2026-07-28") {
    headers["mcp-method"] = kind === "list" ? "tools/list" : "tools/call";
    if (kind !== "list") {
      headers["mcp-name"] = calledTool;
    }
  }
  return headers;
}

/** `initialize` of the older generation. */
export const initializeBody = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "bench", version: "1" } },
});

/** The notification that ends the older generation's handshake. */
export const initializedBody = JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" });
