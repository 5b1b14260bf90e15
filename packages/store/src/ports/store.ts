/**
 * The port for what people decide: servers, policies, grants; and for the log that shows what came of it. A store is
 * opened for one organisation and sees nothing of another.
 */

import type { Grants, Permit } from "./grants.js";
import type { Log } from "./log.js";
import type { Policies } from "./policies.js";
import type { Servers } from "./servers.js";

export interface Store {
  readonly organisation: string;
  readonly servers: Servers;
  readonly policies: Policies;
  readonly grants: Grants;
  readonly log: Log;
  /**
   * A number that is another one after any change to servers, policies or grants, whoever made it. What was read under
   * one revision holds while the revision does. Costs about a microsecond; asked once per turn of the event loop.
   */
  revision(): Promise<number>;
  /** By `hashToken(token)`; nothing for a token that is unknown, rotated away or revoked. Expiry is the caller's to judge. */
  permit(tokenHash: string): Promise<Permit | undefined>;
}
