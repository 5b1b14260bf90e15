/**
 * Grants: tokens for agents. A token is told once, to who made it; what is kept is its SHA-256, which is enough since it
 * holds 256 random bits.
 */

import type { Target } from "./servers.js";
import type { Sealed } from "./vault.js";

export type Grant = {
  readonly id: string;
  readonly server: string;
  /** Unique among the server's live grants: those neither revoked nor expired. */
  readonly label: string;
  /** The first characters of the token, to recognise it by. */
  readonly tokenPrefix: string;
  readonly policy: string | null;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly rotatedAt: number | null;
  readonly revokedAt: number | null;
};

export type NewGrant = {
  readonly server: string;
  readonly label: string;
  readonly policy: string | null;
  readonly expiresAt: number | null;
};

/** A grant with its token: the only time that the token is seen. */
export type IssuedGrant = { readonly grant: Grant; readonly token: string };

export interface Grants {
  /** Faults: `not_found` (server, or the policy is not one of it), `name_taken`, `name_malformed`. */
  create(grant: NewGrant): Promise<IssuedGrant>;
  /** Oldest first, ended ones too; of all servers unless one is named. */
  list(server?: string): Promise<readonly Grant[]>;
  /** Fault: `not_found`. */
  get(id: string): Promise<Grant>;
  /** A new token; the old one is worth nothing from this moment. Fault: `not_found`, also for a grant that has ended. */
  rotate(id: string): Promise<IssuedGrant>;
  /** Revoking twice is no fault and keeps the first time. Fault: `not_found`. */
  revoke(id: string): Promise<Grant>;
  /** Fault: `not_found` (grant, or the policy is not one of its server). */
  attach(id: string, policy: string | null): Promise<Grant>;
}

/** What a token stands for at this moment: all that the path of a call needs, in one reading. */
export type Permit = {
  readonly organisation: string;
  readonly grant: { readonly id: string; readonly label: string; readonly expiresAt: number | null };
  readonly server: {
    readonly id: string;
    readonly name: string;
    readonly target: Target;
    readonly credentials: Sealed | null;
  };
  readonly policy: {
    readonly id: string;
    readonly name: string;
    readonly version: number;
    readonly document: string;
  } | null;
};
