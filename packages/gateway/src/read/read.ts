/**
 * Third stage: the body, read strictly, and whether the message fits the session it names. Nothing behind this stage
 * reads the body again.
 */
import { collectBody } from "../body.js";
import { END_OF_SESSION } from "../methods.js";
import { sessionNotFound, tooManySessions } from "../refusal.js";
import type { Gateway, Heard, Permit } from "../stages.js";
import { invalidRequest } from "./fields.js";
import type { Message } from "./message.js";
import { readMessage } from "./read-message.js";

/** Reads the message; throws a Refusal. */
export async function read(permit: Permit, gateway: Gateway): Promise<Heard> {
  const message =
    permit.method === "DELETE"
      ? endOfSession(permit)
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

function endOfSession(permit: Permit): Message {
  if (permit.session === undefined) {
    throw sessionNotFound();
  }
  return {
    kind: "notification",
    entry: END_OF_SESSION,
    method: END_OF_SESSION.method,
    id: undefined,
    generation: "older",
    protocolVersion: permit.headers.get("mcp-protocol-version"),
    asks: "nothing",
    subject: undefined,
    name: undefined,
    argumentKeys: [],
    progressToken: undefined,
    continues: false,
    body: undefined,
  };
}
