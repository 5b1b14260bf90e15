/**
 * Third stage: the body, read strictly, and whether the message fits the session it names. Nothing behind this stage
 * reads the body again.
 */
import { collectBody } from "../body.js";
import type { LiveGrant } from "../live-grants.js";
import { END_OF_SESSION, generationOf, LISTENING } from "../methods.js";
import { errorCodes, refuse, sessionNotFound, tooManySessions } from "../refusal.js";
import type { Belongings } from "../sessions.js";
import type { GatewaySettings } from "../settings.js";
import type { Gateway, Heard, Permit } from "../stages.js";
import { invalidRequest } from "./fields.js";
import type { Message } from "./message.js";
import { readMessage } from "./read-message.js";

/** A client of that transport begins with a GET that names neither a session nor a revision. */
const TRANSPORT_OF_2024 =
  "the transport HTTP+SSE of 2024-11-05 is not served: the agent needs a client of Streamable HTTP, which begins with POST";

/** Reads the message; throws a Refusal. */
export async function read(permit: Permit, gateway: Gateway): Promise<Heard> {
  const message =
    permit.method !== "POST"
      ? bodiless(permit)
      : readMessage(await body(permit, gateway), {
          protocolVersion: permit.headers.get("mcp-protocol-version"),
          method: permit.headers.get("mcp-method"),
          name: permit.headers.get("mcp-name"),
        });
  if (message.generation === "newer") {
    // A session header selects nothing in 2026-07-28, which has no sessions: it is ignored.
    const heard = { message, ...permit, session: undefined };
    enter(heard, gateway);
    return heard;
  }
  checkSession(permit, message, gateway);
  const heard = { message, ...permit };
  enter(heard, gateway);
  return heard;
}

/** Takes its place among what the grant has under way, and for a session that it opens; both are given back when it is over. */
function enter({ grant, session, message, atEnd }: Heard, { underWay, sessions, settings }: Gateway): void {
  const refusal = underWay.enter(grant, message, session, atEnd);
  if (refusal !== undefined) {
    throw refusal.to(message.id);
  }
  if (message.method === "initialize") {
    const most = mostSessions(grant, settings);
    const giveBack = sessions.takePlace(grant.grant.id, Date.now(), most);
    if (giveBack === undefined) {
      throw tooManySessions(most).to(message.id);
    }
    atEnd.push(giveBack);
  }
}

/** A session of a server that is a command is a process, of which no grant may take more than half. */
function mostSessions({ server }: LiveGrant, { sessionsPerGrant, childrenPerServer }: GatewaySettings): number {
  const isCommand = server.target.kind === "stdio";
  return isCommand ? Math.min(sessionsPerGrant, Math.ceil(childrenPerServer / 2)) : sessionsPerGrant;
}

function body(permit: Permit, gateway: Gateway): Promise<Buffer> {
  if (permit.headers.get("expect") !== undefined) {
    permit.reply.proceed();
  }
  const grantId = permit.grant.grant.id;
  const collected = collectBody(permit.body, grantId, gateway.bodies);
  permit.reply.onClosed(() => gateway.bodies.giveBack(grantId, collected.heldBytes()));
  return collected.body;
}

/** Event ids and the server's questions belong to the session that they were sent on, or to the grant without one. */
function checkSession(permit: Permit, message: Message, gateway: Gateway): void {
  if (permit.sessionUnknown) {
    throw sessionNotFound().to(message.id);
  }
  const lastEventId = permit.headers.get("last-event-id");
  if (lastEventId !== undefined && belongings(permit, gateway).eventIds.streamOf(lastEventId) === undefined) {
    throw invalidRequest("the header `Last-Event-ID` names no event that this session was sent");
  }
  if (message.kind === "response" && (message.id === undefined || permit.session?.asked.delete(message.id) !== true)) {
    throw invalidRequest("the `id` is that of no request that waits for an answer in this session");
  }
  if (permit.session === undefined) {
    return;
  }
  if (message.method === "initialize") {
    throw invalidRequest("`initialize` begins a session: leave the header `Mcp-Session-Id` out").to(message.id);
  }
  const agreed = permit.session.protocolVersion;
  const named = message.protocolVersion;
  if (agreed !== undefined && named !== undefined && named !== agreed) {
    throw invalidRequest("the header `MCP-Protocol-Version` names another revision than this session agreed on").to(
      message.id,
    );
  }
}

function belongings({ session, grant }: Permit, gateway: Gateway): Belongings {
  return session ?? gateway.sessions.sessionless(grant.grant.id);
}

/** What GET and DELETE ask for stands in the headers. */
function bodiless(permit: Permit): Message {
  const protocolVersion = permit.headers.get("mcp-protocol-version");
  if (protocolVersion !== undefined && generationOf(protocolVersion) !== "older") {
    throw refuse(405, errorCodes.badRequest, "this revision of MCP has no sessions: it takes POST only", {
      allow: "POST",
    });
  }
  if (permit.method === "GET" && permit.session === undefined && protocolVersion === undefined) {
    throw refuse(405, errorCodes.badRequest, TRANSPORT_OF_2024, { allow: "POST" });
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
    taskIds: [],
    firstPage: true,
    progressToken: undefined,
    cancels: undefined,
    round: undefined,
    body: undefined,
  };
}
