/** What `initialize` agreed on. One process is one session, so it is agreed on once. */
import { declaredChanges } from "../answer/list-changes.js";
import { jsonMembers, members } from "./line-message.js";

export type Agreement = {
  /** Undefined where the server opens no sessions. */
  readonly sessionId: string | undefined;
  readonly revision: string | undefined;
  /** The notices of changed lists that the server declared. */
  readonly listChanges: ReadonlySet<string>;
};

/** The agreement in an answer to `initialize`; undefined when it refuses. */
export function agreementIn(answer: string, sessionId: string | undefined): Agreement | undefined {
  const { result } = jsonMembers(answer);
  if (result === undefined) {
    return undefined;
  }
  const { protocolVersion, capabilities } = members(result);
  return {
    sessionId,
    revision: typeof protocolVersion === "string" ? protocolVersion : undefined,
    listChanges: declaredChanges(capabilities),
  };
}
