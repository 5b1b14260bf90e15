/**
 * An agent and a server that share no generation of the protocol. Status and code stay the server's, since clients
 * negotiate by them; the sentence is ours, since the server's ("no valid session") leads its reader astray.
 */
import { errorCodes, Refusal } from "../refusal.js";
import type { Reserved } from "../stages.js";

/** What servers of revisions up to 2025-11-25 answer to a request without a session or of a revision unknown to them. */
const OLDER_ONLY = new Set<unknown>([errorCodes.badRequest, errorCodes.sessionNotFound, undefined]);
/** What servers of 2026-07-28 answer to `initialize`. */
const NEWER_ONLY = new Set<unknown>([
  errorCodes.unsupportedVersion,
  errorCodes.headerMismatch,
  errorCodes.methodNotFound,
]);

/** The refusal that says so, or undefined when the error speaks of something else. */
export function otherGeneration(
  reserved: Reserved,
  status: number,
  error: { readonly code?: unknown } | undefined,
): Refusal | undefined {
  const { message, grant } = reserved;
  const server = `the server \`${grant.server.name}\``;
  const code = typeof error?.code === "number" ? error.code : errorCodes.badRequest;
  if (message.generation === "newer" && OLDER_ONLY.has(error?.code) && [400, 404, 405, 406].includes(status)) {
    const said = `${server} speaks only revisions of MCP up to 2025-11-25, this request is of 2026-07-28: begin with initialize`;
    return new Refusal(status, { code, message: said });
  }
  if (message.method === "initialize" && NEWER_ONLY.has(error?.code)) {
    const said = `${server} speaks only MCP 2026-07-28, which has no initialize: the agent needs a client of that revision`;
    return new Refusal(status, { code, message: said });
  }
  return undefined;
}
