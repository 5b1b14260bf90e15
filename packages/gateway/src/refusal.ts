/**
 * What the gateway answers instead of forwarding. A refusal is a value that a stage throws and the path catches: it
 * carries the HTTP status and the JSON-RPC error, because MCP clients read the body even on 4xx and a client without
 * one falls back to another protocol generation.
 */

/** A JSON-RPC request id as MCP allows it: a string or a safe integer. */
export type RequestId = string | number;

export type JsonRpcError = {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
};

/** JSON-RPC and MCP error codes that the gateway itself uses, with the revision of MCP that defines them. */
export const errorCodes = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
  /** What the SDKs answer for a session that does not exist; used by revisions up to 2025-11-25. */
  sessionNotFound: -32001,
  badRequest: -32000,
  /** 2026-07-28: a header and the body say different things. */
  headerMismatch: -32020,
  /** 2026-07-28: the request needs a capability that it does not declare. */
  missingCapability: -32021,
  /** 2026-07-28: the revision asked for is not served. */
  unsupportedVersion: -32022,
  /** Ours, outside the ranges that JSON-RPC and MCP reserve. */
  unauthorized: 4010,
  notFound: 4040,
  tooManySessions: 4290,
  tooManyCalls: 4291,
  tooManyStreams: 4292,
  unavailable: 5030,
  upstreamFailed: 5020,
  /** A policy refused a read or a prompt. */
  refusedByPolicy: 4030,
} as const;

export class Refusal extends Error {
  readonly status: number;
  readonly error: JsonRpcError;
  readonly id: RequestId | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;

  constructor(status: number, error: JsonRpcError, id?: RequestId, headers?: Readonly<Record<string, string>>) {
    super(error.message);
    this.status = status;
    this.error = error;
    this.id = id;
    this.headers = headers;
  }

  /** The same refusal, addressed to a request whose id is known. */
  to(id: RequestId | undefined): Refusal {
    return id === undefined || this.id !== undefined ? this : new Refusal(this.status, this.error, id, this.headers);
  }
}

/** A refusal in the common form: status, JSON-RPC code, sentence. */
export function refuse(status: number, code: number, message: string, headers?: Record<string, string>): Refusal {
  return new Refusal(status, { code, message }, undefined, headers);
}

/** The body of a refusal; the id is left out when there is none, as `null` is no legal MCP request id. */
export function refusalBody(refusal: Refusal): string {
  const id = refusal.id === undefined ? "" : `,"id":${JSON.stringify(refusal.id)}`;
  return `{"jsonrpc":"2.0"${id},"error":${JSON.stringify(refusal.error)}}`;
}

/** No token, or none of a live grant. The challenge is what makes an MCP client ask its user for one. */
export function unauthorized(tokenGiven: boolean): Refusal {
  const challenge = tokenGiven ? 'Bearer realm="turnpike", error="invalid_token"' : 'Bearer realm="turnpike"';
  const message = tokenGiven
    ? "the token is not one of a live grant"
    : "a grant's token is required: `Authorization: Bearer tp_…`";
  return refuse(401, errorCodes.unauthorized, message, { "www-authenticate": challenge });
}

/** What is said of everything that does not exist for this token, other grants' servers included. */
export function notFound(): Refusal {
  return refuse(404, errorCodes.notFound, "there is nothing at this address for this token");
}

/** The same answer for a session that never was, has ended, or belongs to another grant. */
export function sessionNotFound(): Refusal {
  return refuse(404, errorCodes.sessionNotFound, "Session not found: begin again with initialize");
}

/** The same answer for a task that never was, is over, or was begun for another grant. */
export function unknownTask(): Refusal {
  return refuse(200, errorCodes.invalidParams, "Unknown task");
}

/** A limit per session would bound nothing if a grant could open sessions without end. */
export function tooManySessions(sessionsPerGrant: number): Refusal {
  const message = `this grant has ${sessionsPerGrant} sessions open, as many as it may: end one, or wait for idle ones to end`;
  return refuse(429, errorCodes.tooManySessions, message);
}

/** One agent in a loop must not take what the others of its server need. */
export function tooManyCalls(callsPerGrant: number): Refusal {
  const message = `this grant has ${callsPerGrant} requests under way, as many as it may: wait until one is answered`;
  return refuse(429, errorCodes.tooManyCalls, message, { "retry-after": "1" });
}

/** Streams stay open for days, so each one more is memory for as long. */
export function tooManyStreams(streamsPerGrant: number): Refusal {
  const message = `this grant has ${streamsPerGrant} streams open, as many as it may: close one that nobody reads`;
  return refuse(429, errorCodes.tooManyStreams, message);
}

/** A body over the limit, announced or found while reading. */
export function tooLarge(bodyLimitBytes: number): Refusal {
  return refuse(413, errorCodes.invalidRequest, `the body is larger than the ${bodyLimitBytes} bytes accepted here`, {
    connection: "close",
  });
}

/** The store cannot be reached or cannot write: no call runs without its limits and its record. */
export function storeUnavailable(): Refusal {
  return refuse(503, errorCodes.unavailable, "the call cannot be counted and recorded now, so it was not run", {
    "retry-after": "5",
  });
}
