/** DeleteClient. */
import { clientOf } from "../../books/client.js";
import type { Context } from "../../context.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

const notFound = "Client ID Not Found";

export const deleteClient = action({
  name: "DeleteClient",
  area: "clients",
  description: "Delete a client with services, domains, invoices, quotes and tickets. This cannot be undone",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    clientid: param.required(param.id("The client to delete", notFound), notFound),
    deleteusers: param.bool("Whether to delete the users that belong to no other client"),
    deletetransactions: param.bool("Whether to delete what was booked in the ledger"),
  },
  response: { clientid: field.intText("The client that was deleted") },
  errors: [notFound],
  example: { request: { clientid: 1 }, response: { clientid: "1" } },
  async run(context, { clientid, deleteusers, deletetransactions }) {
    const { db } = context;
    const client = await clientOf(db, clientid, notFound);
    await context.hook("PreDeleteClient", { userid: client.id });
    if (deletetransactions === true) await db.deleteFrom("transactions").where("client_id", "=", client.id).execute();
    await deleteCustomValues(context, client.id);
    const userIds = deleteusers === true ? await usersOf(context, client.id) : [];
    await db.deleteFrom("clients").where("id", "=", client.id).execute();
    await deleteLonelyUsers(context, userIds);
    await context.hook("ClientDelete", { userid: client.id });
    await context.log(`Client Deleted - User ID: ${client.id}`);
    return { clientid: client.id };
  },
});

/** Values hang on a number, not on a row that would take them along. */
async function deleteCustomValues({ db }: Context, clientId: number): Promise<void> {
  await db
    .deleteFrom("custom_field_values")
    .where("related_id", "=", clientId)
    .where("field_id", "in", (fields) => fields.selectFrom("custom_fields").select("id").where("type", "=", "client"))
    .execute();
}

async function usersOf({ db }: Context, clientId: number): Promise<number[]> {
  const rows = await db.selectFrom("users_clients").select("user_id").where("client_id", "=", clientId).execute();
  return rows.map(({ user_id: id }) => id);
}

async function deleteLonelyUsers({ db }: Context, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .deleteFrom("users")
    .where("id", "in", ids)
    .where("id", "not in", (others) => others.selectFrom("users_clients").select("user_id"))
    .execute();
}
