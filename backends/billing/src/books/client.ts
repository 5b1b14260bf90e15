/** Clients as the books need them. */
import type { Selectable } from "kysely";
import type { Db, Tables } from "../database/tables.js";
import { refuse } from "../declare/refuse.js";

export type Client = Selectable<Tables["clients"]>;
export type Currency = Selectable<Tables["currencies"]>;

/** The client, or the refusal in the words of the action that asks. */
export async function clientOf(db: Db, id: number, notFound = "Client ID Not Found"): Promise<Client> {
  const client = await db.selectFrom("clients").selectAll().where("id", "=", id).executeTakeFirst();
  if (client === undefined) throw refuse(notFound);
  return client;
}

/** The currency in which a client is billed. */
export async function currencyOf(db: Db, clientId: number): Promise<Currency> {
  return await db
    .selectFrom("currencies")
    .innerJoin("clients", "clients.currency_id", "currencies.id")
    .selectAll("currencies")
    .where("clients.id", "=", clientId)
    .executeTakeFirstOrThrow();
}
