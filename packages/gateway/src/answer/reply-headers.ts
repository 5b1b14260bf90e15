/** Which of the upstream's headers an agent gets. The others are the upstream's own business: cookies, challenges, addresses. */
import type { IncomingHeaders } from "../incoming.js";

const PASSED = ["content-type", "cache-control", "retry-after", "mcp-protocol-version"] as const;

/** Servers send other bytes too; what they mean nobody knows, and Node would refuse to write some. */
const SENDABLE = /^[\t\x20-\x7e]*$/;

export function replyHeaders(incoming: IncomingHeaders): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of PASSED) {
    const value = incoming[name];
    if (typeof value === "string" && SENDABLE.test(value)) {
      headers[name] = value;
    }
  }
  return headers;
}

/** Streams must reach the agent as they come, whatever proxy stands between. */
export function streamHeaders(incoming: IncomingHeaders): Record<string, string> {
  return { "cache-control": "no-cache, no-transform", "x-accel-buffering": "no", ...replyHeaders(incoming) };
}
