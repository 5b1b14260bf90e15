/**
 * Second stage: who is calling. A missing or unknown token is 401 whatever the address; a known token at an address
 * that is not its own gets the same 404 as an address that does not exist, so a token tells nothing about others.
 */
import { notFound, unauthorized } from "../refusal.js";
import type { Gateway, Permit, Received } from "../stages.js";

/** Finds the grant of the token and, where the agent names one, its session; throws a Refusal. */
export async function grant(received: Received, gateway: Gateway): Promise<Permit> {
  const token = bearer(received.headers.get("authorization"));
  const found = token === undefined ? undefined : await gateway.grants.recognise(token);
  if (found === undefined) {
    throw unauthorized(token !== undefined);
  }
  if (found.server.id !== received.serverId) {
    throw notFound();
  }
  const sessionId = received.headers.get("mcp-session-id");
  const session = sessionId === undefined ? undefined : gateway.sessions.find(sessionId, found, Date.now());
  const sessionUnknown = sessionId !== undefined && session === undefined;
  return { grant: found, session, sessionUnknown, ...received };
}

function bearer(authorization: string | undefined): string | undefined {
  const match = authorization === undefined ? null : /^bearer +(\S+) *$/i.exec(authorization);
  return match?.[1];
}
