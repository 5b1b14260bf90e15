import type { Grant } from "@turnpike/store";

/** Whether a grant's token is good, and if not, why. */
export type GrantState = "live" | "expired" | "revoked";

/** The state of a grant at an instant in epoch milliseconds. */
export function grantState({ revokedAt, expiresAt }: Grant, at: number): GrantState {
  if (revokedAt !== null) return "revoked";
  return expiresAt !== null && expiresAt <= at ? "expired" : "live";
}
