/**
 * Sixth stage: the message goes to its server. The gateway's credentials go in, the agent's token, cookies and session
 * id stay out, and the body is the very bytes that were judged.
 */

import { type IncomingAnswer, IncomingBody, UpstreamFailure } from "../incoming.js";
import type { Gateway, Reserved } from "../stages.js";
import type { ConnectedServer } from "./upstreams.js";

const BOTH_KINDS = "application/json, text/event-stream";

/**
 * Forwards the message. A failure is a result like another, a defect of ours too, since the call's limits must be settled
 * by it; never rejects.
 */
export async function upstream(reserved: Reserved, gateway: Gateway): Promise<IncomingAnswer | UpstreamFailure> {
  if (meansNobody(reserved, gateway)) {
    return taken();
  }
  try {
    const server = await connected(reserved, gateway);
    if (server instanceof UpstreamFailure) {
      return server;
    }
    const { method, message } = reserved;
    const headers = outgoingHeaders(reserved, server.credentials);
    const quiet = message.entry.kind === "stream";
    const exchange = server.upstream.send({ method, headers, body: message.body, message, quiet });
    if (message.generation === "newer" || message.entry.kind === "stream") {
      // Closing the stream is cancelling in 2026-07-28; in older revisions a lost connection means nothing, but nobody
      // reads a stream that only listened.
      reserved.reply.onGone(() => exchange.cancel());
    }
    return await exchange.answer;
  } catch (thrown) {
    return thrown instanceof UpstreamFailure ? thrown : defect(reserved, thrown);
  }
}

/** Nobody knows whether the call was sent. */
function defect({ grant }: Reserved, thrown: unknown): UpstreamFailure {
  const message = `the message to the server \`${grant.server.name}\` could not be forwarded`;
  return new UpstreamFailure("broken", 502, message, String(thrown));
}

/**
 * Without sessions a server knows only by an id whose request a notification is about, so one about no request of this
 * grant's own could stop or mislead another's. The agent is told nothing: what it cancels may just have been answered.
 */
function meansNobody({ message, session, grant }: Reserved, { underWay }: Gateway): boolean {
  if (message.kind !== "notification" || session !== undefined) {
    return false;
  }
  switch (message.method) {
    case "notifications/cancelled":
      return message.cancels === undefined || !underWay.isOnlyOf(grant, message.cancels);
    // About questions of the server, which without a session no agent is asked.
    case "notifications/progress":
    case "notifications/tasks/status":
      return true;
    default:
      return false;
  }
}

/** What a server says to a notification. */
function taken(): IncomingAnswer {
  const body = new IncomingBody({ pause: () => undefined, resume: () => undefined, abort: () => undefined });
  body.finish();
  return { status: 202, headers: {}, body };
}

async function connected(reserved: Reserved, gateway: Gateway): Promise<ConnectedServer | UpstreamFailure> {
  const { server } = reserved.grant;
  try {
    return await gateway.upstreams.of(server);
  } catch (error) {
    const message = `the gateway cannot open the credentials of the server \`${server.name}\``;
    return new UpstreamFailure("unreached", 502, message, String(error));
  }
}

function outgoingHeaders(reserved: Reserved, credentials: readonly string[]): string[] {
  const accept = reserved.headers.get("accept");
  const headers = ["accept", accept === undefined || accept === "*/*" ? BOTH_KINDS : accept];
  if (reserved.message.body !== undefined) {
    headers.push("content-type", "application/json");
  }
  if (reserved.session !== undefined && reserved.message.generation === "older") {
    headers.push("mcp-session-id", reserved.session.upstreamId);
  }
  // The read stage has found the id among those that this session was sent.
  const lastEventId = reserved.method === "GET" ? reserved.headers.get("last-event-id") : undefined;
  if (lastEventId !== undefined) {
    headers.push("last-event-id", lastEventId);
  }
  headers.push(...reserved.headers.forwarded, ...credentials);
  return headers;
}
