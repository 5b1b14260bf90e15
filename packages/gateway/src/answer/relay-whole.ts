/** Answers that are held whole: lists, because they are filtered; `initialize`, because it opens a session; the small rest. */
import { decodeUtf8 } from "@turnpike/json";
import { collect, type IncomingAnswer, UpstreamFailure } from "../incoming.js";
import { END_OF_SESSION } from "../methods.js";
import type { Gateway, Reserved } from "../stages.js";
import { replyHeaders } from "./reply-headers.js";
import { noteAgreement, openSession } from "./session.js";
import { treat, treatKnown } from "./treat.js";

/** Messages that are no calls; a call comes here only to be told that its answer is not MCP. */
export async function relayWhole(
  reserved: Reserved,
  incoming: IncomingAnswer,
  type: string,
  gateway: Gateway,
): Promise<void> {
  const { reply, message } = reserved;
  const body = await collect(incoming.body, gateway.settings.answerLimitBytes);
  if (message.entry === END_OF_SESSION && reserved.session !== undefined) {
    gateway.sessions.end(reserved.session);
  }
  if (message.kind !== "request") {
    reply.send(incoming.status, {}, "");
    return;
  }
  if (type !== "application/json") {
    throw notMcp(reserved);
  }
  const known = message.entry.kind === "list" ? treatKnown(reserved, body, gateway) : undefined;
  if (known !== undefined) {
    sendPieces(reserved, incoming, known);
    return;
  }
  const text = decodeUtf8(body);
  if (text === undefined) {
    throw notMcp(reserved);
  }
  const { session, headers } = openSession(reserved, incoming.headers, gateway);
  if (session !== undefined) {
    noteAgreement(session, text);
  }
  reply.send(
    incoming.status,
    { ...replyHeaders(incoming.headers), ...headers },
    treat(reserved, text, gateway) ?? body,
  );
}

/** Not put together, since memory outside of the heap is what makes the collector look through all of the heap. */
function sendPieces({ reply }: Reserved, { status, headers }: IncomingAnswer, pieces: readonly Buffer[]): void {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  reply.start(status, { "content-length": String(length), ...replyHeaders(headers) });
  for (const piece of pieces) {
    reply.write(piece);
  }
  reply.end();
}

function notMcp(reserved: Reserved): UpstreamFailure {
  const { name } = reserved.grant.server;
  return new UpstreamFailure(
    "broken",
    502,
    `the answer of the server \`${name}\` is not MCP`,
    "content type or encoding",
  );
}
