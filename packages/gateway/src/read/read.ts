/**
 * Third stage: the body, read strictly, and whether the message fits the session it names. Nothing behind this stage
 * reads the body again.
 */
import { collectBody } from "../body.js";
import { END_OF_SESSION, generationOf, LISTENING } from "../methods.js";
import { errorCodes, refuse, sessionNotFound, tooManySessions } from "../refusal.js";
import type { Session } from "../sessions.js";
import type { Gateway, Heard, Permit } from "../stages.js";
import { invalidRequest } from "./fields.js";
import type { Message } from "./message.js";
import { readMessage } from "./read-message.js";

/** Reads the message; throws a Refusal. */
export async function read(permit: Permit, gateway: Gateway): Promise<Heard> {
  const message =
    permit.method !== "POST"
      ? bodiless(permit)
      : readMessage(await collectBody(permit.request, gateway.settings.bodyLimitBytes), {
          protocolVersion: permit.headers.get("mcp-protocol-version"),
          method: permit.headers.get("mcp-method"),
          name: permit.headers.get("mcp-name"),
        });
  if (message.generation === "newer") {
    // A session header selects nothing in 2026-07-28, which has no sessions: it is ignored.
    return { ...permit, message, session: undefined };
  }
  checkSession(permit, message);
  if (message.method === "initialize" && !gateway.sessions.hasRoom(permit.grant.grant.id, Date.now())) {
    throw tooManySessions(gateway.settings.sessionsPerGrant).to(message.id);
  }
  return { ...permit, message };
}

function checkSession(permit: Permit, message: Message): void {
  if (permit.sessionUnknown) {
    throw sessionNotFound().to(message.id);
  }
  if (permit.session === undefined) {
    checkOwnerless(permit, message);
    return;
  }
  if (message.method === "initialize") {
    throw invalidRequest("`initialize` begins a session: leave the header `Mcp-Session-Id` out").to(message.id);
  }
  checkOwned(permit.session, permit, message);
  const agreed = permit.session.protocolVersion;
  const named = message.protocolVersion;
  if (agreed !== undefined && named !== undefined && named !== agreed) {
    throw invalidRequest("the header `MCP-Protocol-Version` names another revision than this session agreed on").to(
      message.id,
    );
  }
}

/** Without a session there is nothing that an answer or a place in a stream could belong to. */
function checkOwnerless(permit: Permit, message: Message): void {
  if (message.kind === "response") {
    throw invalidRequest("an answer to the server needs the header `Mcp-Session-Id` of the session it was asked in");
  }
  if (permit.headers.get("last-event-id") !== undefined) {
    throw invalidRequest("`Last-Event-ID` needs the header `Mcp-Session-Id` of the session that the event belongs to");
  }
}

/** Event ids and the server's questions belong to the session that they were sent on. */
function checkOwned(session: Session, permit: Permit, message: Message): void {
  const lastEventId = permit.headers.get("last-event-id");
  if (lastEventId !== undefined && !session.eventIds.has(lastEventId)) {
    throw invalidRequest("the header `Last-Event-ID` names no event of this session");
  }
  if (message.kind === "response" && (message.id === undefined || !session.asked.delete(message.id))) {
    throw invalidRequest("the `id` is that of no request that waits for an answer in this session");
  }
}

/** What GET and DELETE ask for stands in the headers. */
function bodiless(permit: Permit): Message {
  const protocolVersion = permit.headers.get("mcp-protocol-version");
  if (protocolVersion !== undefined && generationOf(protocolVersion) !== "older") {
    throw refuse(405, errorCodes.badRequest, "this revision of MCP has no sessions: it takes POST only", {
      allow: "POST",
    });
  }
  if (permit.method === "DELETE" && permit.session === undefined) {
    throw sessionNotFound();
  }
  const entry = permit.method === "GET" ? LISTENING : END_OF_SESSION;
  return {
    kind: "notification",
    entry,
    method: entry.method,
    id: undefined,
    generation: "older",
    protocolVersion,
    asks: "nothing",
    subject: undefined,
    name: undefined,
    argumentKeys: [],
    progressToken: undefined,
    round: undefined,
    body: undefined,
  };
}
