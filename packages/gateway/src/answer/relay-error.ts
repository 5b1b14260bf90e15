/**
 * Answers with a status other than success. A JSON-RPC error goes to the agent as it is; what is no MCP message is
 * replaced by one that is, because a client that finds none falls back to another protocol generation. The upstream's
 * 401 and 403 concern the gateway's credentials: passed on, they would send the agent's client off to sign in.
 */
import { decodeUtf8, isJsonObject, type JsonObject, readJson } from "@turnpike/json";
import { collect, type IncomingAnswer } from "../incoming.js";
import { errorCodes, type Refusal, refuse, sessionNotFound } from "../refusal.js";
import type { Gateway, Reserved } from "../stages.js";
import { otherGeneration } from "./other-generation.js";
import type { Settle } from "./own-answer.js";
import { answerRefusal } from "./refuse.js";
import { replyHeaders } from "./reply-headers.js";
import { tellableError } from "./told.js";

/** What a server of the transport before Streamable HTTP answers a POST with. */
const OLD_TRANSPORT = ": if it speaks only the transport HTTP+SSE of 2024-11-05, it cannot be served here";

export async function relayError(
  reserved: Reserved,
  incoming: IncomingAnswer,
  gateway: Gateway,
  settle: Settle,
): Promise<void> {
  const { reply, message, session } = reserved;
  const { status } = incoming;
  const body = await collect(incoming.body, gateway.settings.answerLimitBytes);
  const error = jsonRpcError(body);
  const code = error?.code;
  await settle({
    happened: code === -32601 || code === -32602 ? "rejected" : status < 400 ? "uncertain" : "error",
    upstreamStatus: status,
    answered: error !== undefined,
  });
  if (status === 404 && session !== undefined && message.generation === "older") {
    gateway.sessions.end(session);
    answerRefusal(reply, sessionNotFound().to(message.id));
    return;
  }
  const instead = replacement(reserved, status, error, gateway);
  if (instead === undefined) {
    const text = decodeUtf8(body) ?? "";
    const tellable = tellableError(text, reserved, gateway);
    reply.send(status, replyHeaders(incoming.headers), tellable === text ? body : tellable);
  } else {
    answerRefusal(reply, instead.to(message.id));
  }
}

/** What the agent gets instead of the upstream's words; undefined when these go as they are. */
function replacement(
  reserved: Reserved,
  status: number,
  error: JsonObject | undefined,
  gateway: Gateway,
): Refusal | undefined {
  const { name } = reserved.grant.server;
  if (status === 401 || status === 403 || status === 407) {
    gateway.report(`server \`${name}\` answered ${status}: it does not accept the credentials stored for it`);
    return refuse(502, errorCodes.upstreamFailed, `the server \`${name}\` does not accept the gateway's credentials`);
  }
  if (status < 400) {
    gateway.report(`server \`${name}\` answered ${status}: a redirect is not followed; register its final address`);
    return refuse(502, errorCodes.upstreamFailed, `the server \`${name}\` wants to be called at another address`);
  }
  const mismatch = otherGeneration(reserved, status, error);
  if (mismatch !== undefined || error !== undefined) {
    return mismatch;
  }
  const said = `the server \`${name}\` answered ${status} without an MCP message`;
  const old = reserved.message.method === "initialize" && (status === 404 || status === 405) ? OLD_TRANSPORT : "";
  return refuse(status, errorCodes.upstreamFailed, said + old);
}

function jsonRpcError(body: Buffer): JsonObject | undefined {
  const text = decodeUtf8(body);
  const read = text === undefined ? undefined : readJson(text);
  const message = read?.ok === true && isJsonObject(read.value) ? read.value : {};
  // A `result` beside the error, or a key that resembles one, is for a client that reads otherwise.
  const plain = Object.keys(message).every((key) => key === "jsonrpc" || key === "id" || key === "error");
  const { error } = message;
  return plain && isJsonObject(error) && typeof error.code === "number" && typeof error.message === "string"
    ? error
    : undefined;
}
