/** What was granted, and its end. */
import { randomUUID } from "node:crypto";
import { connect, type Owner } from "./connections.js";
import type { Identity } from "./identity.js";
import { joined } from "./scopes.js";

/** Grants scopes on the organisations, beside those that the owner reaches already. Gives the grant's id. */
export async function makeGrant(
  identity: Identity,
  owner: Owner,
  scopes: readonly string[],
  organisationIds: readonly string[],
): Promise<string> {
  const id = randomUUID();
  const { clientId, holder } = owner;
  const common = { client_id: clientId, holder, scopes: joined(scopes), revoked_at: null };
  await identity.db
    .insertInto("identity_grants")
    .values({ id, ...common, created_at: identity.now().toISOString() })
    .execute();
  await connect(identity, owner, id, organisationIds);
  return id;
}

/** Ends every token under the grant. */
export async function revokeGrant({ db, now }: Identity, grantId: string): Promise<void> {
  const revoked_at = now().toISOString();
  await db.updateTable("identity_grants").set({ revoked_at }).where("id", "=", grantId).execute();
}
