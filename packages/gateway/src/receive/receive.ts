/**
 * First stage: the head of the request and nothing else. What is wrong here is refused before a token is looked at and
 * before a byte of the body is read.
 *
 * Order: Host and Origin (a page in somebody's browser must not reach a local gateway: DNS rebinding), repeated
 * headers that could be read in two ways, method, content type, content encoding, announced size.
 */

import { shownKey } from "@turnpike/json";
import { errorCodes, refuse, tooLarge } from "../refusal.js";
import type { AgentHeaders, Arrival, Gateway, Received } from "../stages.js";
import { isIdentityEncoding, readContentType } from "./content-type.js";
import type { HostList } from "./hosts.js";

const MAX_HEADERS = 100;

/** Headers of which a second one would let two readers see two requests. */
const SINGLE = new Set(["authorization", "content-type", "content-encoding", "host", "last-event-id", "origin"]);

/** Headers of the agent that travel on to the upstream, beside `mcp-*`. */
const FORWARDED = new Set(["traceparent", "tracestate", "baggage"]);

/** Reads the head of a request to `/mcp/<server-id>`; throws a Refusal. */
export function receive(arrival: Arrival, gateway: Gateway): Received {
  const headers = readHeaders(arrival.request.rawHeaders);
  checkSource(headers, gateway.hosts);
  const method = arrival.request.method;
  if (method !== "POST" && method !== "GET" && method !== "DELETE") {
    throw refuse(
      405,
      errorCodes.badRequest,
      "this address takes POST, GET to listen to a session, and DELETE to end one",
      {
        allow: "GET, POST, DELETE",
      },
    );
  }
  if (method === "POST") {
    checkBody(headers, gateway.settings.bodyLimitBytes);
  }
  return { method, headers, ...arrival };
}

function readHeaders(raw: readonly string[]): AgentHeaders {
  if (raw.length > MAX_HEADERS * 2) {
    throw refuse(431, errorCodes.badRequest, `more than ${MAX_HEADERS} headers`);
  }
  const found = new Map<string, string>();
  const forwarded: string[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    const name = (raw[i] as string).toLowerCase();
    const value = raw[i + 1] as string;
    const mcp = name.startsWith("mcp-");
    if ((mcp || SINGLE.has(name)) && found.has(name)) {
      throw refuse(400, errorCodes.invalidRequest, `the header \`${name}\` stands more than once`);
    }
    found.set(name, value);
    if (mcp && name.includes("_")) {
      throw refuse(
        400,
        errorCodes.invalidRequest,
        `the header ${shownKey(name)} could be read as another: write \`-\``,
      );
    }
    if (mcp ? name !== "mcp-session-id" : FORWARDED.has(name)) {
      forwarded.push(name, value);
    }
  }
  return { get: (name) => found.get(name), forwarded };
}

function checkSource(headers: AgentHeaders, hosts: HostList): void {
  const host = headers.get("host");
  if (host === undefined || !hosts.acceptsHost(host)) {
    throw refuse(
      403,
      errorCodes.invalidRequest,
      "this Host is not served here; name it with --allowed-host to serve it",
    );
  }
  const origin = headers.get("origin");
  if (origin !== undefined && !hosts.acceptsOrigin(origin)) {
    throw refuse(
      403,
      errorCodes.invalidRequest,
      "this Origin may not call; name its host with --allowed-host to let it",
    );
  }
}

function checkBody(headers: AgentHeaders, bodyLimitBytes: number): void {
  const type = readContentType(headers.get("content-type"));
  if (!type.ok) {
    throw refuse(415, errorCodes.invalidRequest, type.message);
  }
  if (!isIdentityEncoding(headers.get("content-encoding"))) {
    throw refuse(415, errorCodes.invalidRequest, "a content encoding is not accepted: send the body as it is");
  }
  const transfer = headers.get("transfer-encoding");
  if (transfer !== undefined && transfer.toLowerCase() !== "chunked") {
    throw refuse(415, errorCodes.invalidRequest, "a transfer encoding other than `chunked` is not accepted");
  }
  const length = headers.get("content-length");
  if (length !== undefined && Number(length) > bodyLimitBytes) {
    throw tooLarge(bodyLimitBytes);
  }
}
