/** Which organisations an app reaches. */
import { randomUUID } from "node:crypto";
import type { Identity } from "./identity.js";
import type { Holder } from "./tables.js";

/** Whose connections are meant. */
export type Owner = { readonly clientId: string; readonly holder: Holder };

/** The connections of an owner, with the organisations' names, the oldest first. */
export function connectionsOf({ db }: Pick<Identity, "db">, { clientId, holder }: Owner) {
  return db
    .selectFrom("identity_connections as connection")
    .innerJoin("organisations as organisation", "organisation.id", "connection.organisation_id")
    .select([
      "connection.id",
      "connection.grant_id",
      "connection.created_at",
      "organisation.id as organisation_id",
      "organisation.name",
    ])
    .where("connection.client_id", "=", clientId)
    .where("connection.holder", "=", holder)
    .orderBy("connection.created_at")
    .orderBy("organisation.name")
    .execute();
}

/** Adds organisations to what an owner reaches; those that are connected stay as they are. */
export async function connect(
  { db, now }: Identity,
  { clientId, holder }: Owner,
  grantId: string,
  organisationIds: readonly string[],
): Promise<void> {
  const common = { client_id: clientId, holder, grant_id: grantId, created_at: now().toISOString() };
  const rows = organisationIds.map((each) => ({ id: randomUUID(), organisation_id: each, ...common }));
  if (rows.length === 0) return;
  await db
    .insertInto("identity_connections")
    .values(rows)
    .onConflict((conflict) => conflict.columns(["client_id", "holder", "organisation_id"]).doNothing())
    .execute();
}

/** Takes every organisation from what an owner reaches. */
export async function disconnectAll({ db }: Pick<Identity, "db">, { clientId, holder }: Owner): Promise<void> {
  await db.deleteFrom("identity_connections").where("client_id", "=", clientId).where("holder", "=", holder).execute();
}
