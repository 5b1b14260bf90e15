/**
 * An agent that says exactly the bytes it is told to: for what no well-behaved client would send.
 *
 * `post` goes through node:http, with any body and any headers; `sendBytes` writes to the socket itself, for requests
 * that even node:http refuses to write.
 */
import { type IncomingHttpHeaders, request } from "node:http";
import { connect } from "node:net";

/** An answer, its body read to the end; `messages` are the JSON-RPC messages in it, whether JSON or SSE. */
export type RawAnswer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
  readonly messages: readonly RawMessage[];
};

/** A JSON-RPC message as it came. */
export type RawMessage = {
  readonly id?: unknown;
  readonly method?: string;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: Record<string, unknown> };
  readonly params?: Record<string, unknown>;
};

/** What is sent; `headers` replace the usual ones, `undefined` leaves one out, an array sends one twice. */
export type RawRequest = {
  readonly url: string;
  readonly body?: string | Uint8Array | object;
  readonly token?: string | undefined;
  readonly httpMethod?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly signal?: AbortSignal;
};

/** Sends one request and reads the answer to its end; rejects when the connection breaks. */
export function post({ url, body, token, httpMethod = "POST", headers = {}, signal }: RawRequest): Promise<RawAnswer> {
  const bytes = body === undefined ? undefined : bytesOf(body);
  const wanted: Record<string, string | readonly string[] | undefined> = {
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(bytes === undefined ? {} : { "content-length": String(bytes.length) }),
    ...headers,
  };
  const all = Object.entries(wanted).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === "string" ? value : [...value]] as const],
  );
  return new Promise((resolve, reject) => {
    const options = {
      method: httpMethod,
      headers: Object.fromEntries(all),
      agent: false,
      ...(signal ? { signal } : {}),
    };
    const outgoing = request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => resolve(answer(response.statusCode ?? 0, response.headers, Buffer.concat(chunks))));
    });
    outgoing.on("error", reject);
    outgoing.end(bytes);
  });
}

function bytesOf(body: string | Uint8Array | object): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}

function answer(status: number, headers: IncomingHttpHeaders, body: Buffer): RawAnswer {
  const text = body.toString("utf8");
  const streamed = String(headers["content-type"]).startsWith("text/event-stream");
  return { status, headers, body, text, messages: streamed ? sseMessages(text) : jsonMessages(text) };
}

/** The messages in the `data:` lines of an SSE body. */
function sseMessages(text: string): readonly RawMessage[] {
  return text.split(/\r?\n\r?\n/).flatMap((event) => {
    const data = event.split(/\r?\n/).flatMap((line) => /^data: ?(.*)$/.exec(line)?.slice(1) ?? []);
    return jsonMessages(data.join("\n"));
  });
}

function jsonMessages(text: string): readonly RawMessage[] {
  try {
    const value: unknown = JSON.parse(text);
    return (Array.isArray(value) ? value : [value]) as readonly RawMessage[];
  } catch {
    return [];
  }
}

const versionKey = "io.modelcontextprotocol/protocolVersion";
const capabilitiesKey = "io.modelcontextprotocol/clientCapabilities";

/** A request of the older generation, without a session: the body only. */
export function olderRequest(method: string, params?: object, id: number | string = 1): object {
  return { jsonrpc: "2.0", id, method, ...(params === undefined ? {} : { params }) };
}

/** A well-formed request of the newer generation: the body with its envelope, and the headers that mirror it. */
export function newerRequest(
  method: string,
  params: Record<string, unknown> = {},
  id: number | string = 1,
): { readonly body: object; readonly headers: Record<string, string> } {
  const _meta = { [versionKey]: "2026-07-28", [capabilitiesKey]: {}, ...(params._meta as object | undefined) };
  const name = params.name ?? params.uri;
  return {
    body: { jsonrpc: "2.0", id, method, params: { ...params, _meta } },
    headers: {
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": method,
      ...(typeof name === "string" && /^(tools\/call|prompts\/get|resources\/read)$/.test(method)
        ? { "mcp-name": name }
        : {}),
    },
  };
}

/** Opens a session of the older generation; gives the headers that later requests carry. */
export async function openSession(target: Pick<RawRequest, "url" | "token">): Promise<Record<string, string>> {
  const version = "2025-11-25";
  const params = { protocolVersion: version, capabilities: {}, clientInfo: { name: "raw", version: "1" } };
  const opened = await post({ ...target, body: olderRequest("initialize", params, 0) });
  const id = opened.headers["mcp-session-id"];
  const headers = { "mcp-protocol-version": version, ...(typeof id === "string" ? { "mcp-session-id": id } : {}) };
  await post({ ...target, headers, body: { jsonrpc: "2.0", method: "notifications/initialized" } });
  return headers;
}

/** Writes bytes to the server's socket and gives back all that comes until it closes or falls silent for `quietMs`. */
export function sendBytes(url: string, bytes: string | Uint8Array, quietMs = 500): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setTimeout(quietMs, () => socket.destroy());
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", reject);
    socket.on("close", () => resolve(Buffer.concat(chunks).toString("latin1")));
  });
}
