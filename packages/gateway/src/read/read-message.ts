/**
 * A body becomes a message, or is refused. What could be read in two ways is refused whatever the policy says, since
 * the server might read it the other way: bytes that are not UTF-8, JSON with equal keys, keys that resemble the
 * protocol's, arrays of messages, members that JSON-RPC does not know, headers that contradict the body.
 *
 * Pure. The order: encoding, JSON, JSON-RPC, generation, headers, method, parameters; the first
 * fault is told, with the request's id once it is known. Messages say where and what would be right, never a value.
 */
import { decodeUtf8, isJsonObject, type JsonObject, type JsonValue, readJson } from "@turnpike/json";
import { ASSUMED_REVISION, generationOf, isDefinedIn, type MethodEntry, methodEntry, RESPONSE } from "../methods.js";
import { errorCodes, Refusal, type RequestId, refuse } from "../refusal.js";
import { roundOf } from "../rounds.js";
import { argumentKeys } from "./argument-keys.js";
import { type Classified, checkTasksDeclared, classify, headerMismatch } from "./envelope.js";
import { invalidParams, invalidRequest, readId, readObject } from "./fields.js";
import { checkKeys, MESSAGE_KEYS, META_KEYS, PARAMS_KEYS } from "./keys.js";
import type { Message, MirrorHeaders } from "./message.js";
import { checkMethodHeader, checkNameHeader } from "./mirror.js";
import { readAsking } from "./subject.js";

/** Reads a body; throws a Refusal. */
export function readMessage(body: Buffer, headers: MirrorHeaders): Message {
  const root = readRoot(body);
  try {
    return readRootMessage(root, body, headers);
  } catch (thrown) {
    // An id that belongs to a request of the server must not come back to the agent as if it were its own.
    throw thrown instanceof Refusal && root.method !== undefined ? thrown.to(readId(root.id)) : thrown;
  }
}

function readRoot(body: Buffer): JsonObject {
  const text = decodeUtf8(body);
  if (text === undefined) {
    throw refuse(400, errorCodes.parseError, "the body must be UTF-8 without a byte order mark");
  }
  const read = readJson(text);
  if (!read.ok) {
    const { message, offset } = read.fault;
    throw refuse(
      400,
      errorCodes.parseError,
      `the body is not one unambiguous JSON value: ${message} (at character ${offset})`,
    );
  }
  if (Array.isArray(read.value)) {
    throw invalidRequest("a batch is not accepted: send one message in each request");
  }
  if (!isJsonObject(read.value)) {
    throw invalidRequest("the body must be a JSON object");
  }
  return read.value;
}

function readRootMessage(root: JsonObject, body: Buffer, headers: MirrorHeaders): Message {
  checkKeys(root, MESSAGE_KEYS, "the message");
  for (const key in root) {
    if (!MESSAGE_KEYS.exact.has(key)) {
      throw invalidRequest("the message has a member that JSON-RPC does not know");
    }
  }
  if (root.jsonrpc !== "2.0") {
    throw invalidRequest('`jsonrpc` must be "2.0"');
  }
  const id = readId(root.id);
  if (root.id !== undefined && id === undefined) {
    throw invalidRequest("`id` must be a string of moderate length or a safe integer");
  }
  return root.method === undefined
    ? readResponse(root, id, body, headers)
    : readRequest(root, root.method, id, body, headers);
}

function readResponse(root: JsonObject, id: RequestId | undefined, body: Buffer, headers: MirrorHeaders): Message {
  const { result, error } = root;
  if (id === undefined || root.params !== undefined || (result === undefined) === (error === undefined)) {
    throw invalidRequest("a message needs a `method`, or an `id` and either a `result` or an `error`");
  }
  if (!isJsonObject(result ?? error)) {
    throw invalidRequest("`result` and `error` must be objects");
  }
  if (headers.method !== undefined || headers.name !== undefined) {
    throw headerMismatch("the headers `Mcp-Method` and `Mcp-Name` have nothing to repeat in a response");
  }
  const kind = "response";
  const classified = classify(
    { kind, method: RESPONSE.method, params: undefined, meta: undefined },
    headers.protocolVersion,
  );
  if (classified.generation === "newer") {
    throw invalidRequest("2026-07-28 has no requests of a server that an agent could answer");
  }
  return newMessage(kind, RESPONSE, id, classified, undefined, undefined, body);
}

function readRequest(
  root: JsonObject,
  method: JsonValue,
  id: RequestId | undefined,
  body: Buffer,
  headers: MirrorHeaders,
): Message {
  if (typeof method !== "string" || root.result !== undefined || root.error !== undefined) {
    throw invalidRequest("`method` must be a string, and stand without `result` and `error`");
  }
  const kind = id === undefined ? "notification" : "request";
  const params = readObject(root.params, "`params`");
  const meta = readObject(params?._meta, "`params._meta`");
  if (params !== undefined) {
    checkKeys(params, PARAMS_KEYS, "`params`");
  }
  if (meta !== undefined) {
    checkKeys(meta, META_KEYS, "`params._meta`");
  }
  const classified = classify({ kind, method, params, meta }, headers.protocolVersion);
  checkMethodHeader(headers.method, method, classified.generation === "newer" && kind === "request");
  const entry = findEntry(method, kind, classified);
  if (entry.asks === "task" && classified.generation === "newer") {
    checkTasksDeclared(meta);
  }
  const message = newMessage(kind, entry, id, classified, params, meta, body);
  checkNameHeader(headers.name, entry, message.name, classified.generation);
  return message;
}

function findEntry(method: string, kind: "request" | "notification", classified: Classified): MethodEntry {
  const entry = methodEntry(method);
  const { generation, protocolVersion = ASSUMED_REVISION } = classified;
  const revision = generationOf(protocolVersion) === generation ? protocolVersion : ASSUMED_REVISION;
  if (entry === undefined || entry.direction === "to_agent" || !isDefinedIn(entry, generation, revision)) {
    throw notFound({ kind, generation }, "the revision of MCP in use has no such method for an agent to call");
  }
  if ((entry.kind === "notification") !== (kind === "notification")) {
    throw invalidRequest(
      kind === "notification"
        ? `a message of \`${entry.method}\` needs an \`id\`: it is a request`
        : `a message of \`${entry.method}\` has no \`id\`: it is a notification`,
    );
  }
  return entry;
}

/** -32601; 2026-07-28 gives it the status 404, older clients read it in a 200. What has no id has no answer to read. */
function notFound(message: Pick<Message, "kind" | "generation">, why: string): Refusal {
  const inBand = message.kind === "request" ? 200 : 400;
  return refuse(message.generation === "newer" ? 404 : inBand, errorCodes.methodNotFound, why);
}

function newMessage(
  kind: Message["kind"],
  entry: MethodEntry,
  id: RequestId | undefined,
  classified: Classified,
  params: JsonObject | undefined,
  meta: JsonObject | undefined,
  body: Buffer,
): Message {
  const { asks, subject, name, taskIds } = readAsking(entry, params);
  return {
    kind,
    entry,
    method: entry.method,
    id,
    generation: classified.generation,
    protocolVersion: classified.protocolVersion,
    asks,
    subject,
    name,
    argumentKeys: argumentKeys(subject),
    taskIds,
    firstPage: params?.cursor === undefined,
    progressToken: readProgressToken(meta?.progressToken),
    cancels: entry.method === "notifications/cancelled" ? readId(params?.requestId) : undefined,
    round: roundOf(params?.requestState, params?.inputResponses),
    body,
  };
}

function readProgressToken(value: JsonValue | undefined): RequestId | undefined {
  const token = readId(value);
  if (value !== undefined && token === undefined) {
    throw invalidParams("`params._meta.progressToken` must be a string of moderate length or a safe integer");
  }
  return token;
}
