/** CloseClient. */
import { clientOf } from "../../books/client.js";
import { setStatus } from "../../books/invoice/status.js";
import type { Context } from "../../context.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

const notFound = "Client ID Not Found";

export const closeClient = action({
  name: "CloseClient",
  area: "clients",
  description: "Close a client: services and domains are cancelled, and so are unpaid invoices",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: { clientid: param.required(param.id("The client to close", notFound), notFound) },
  response: { clientid: field.int("The client that was closed") },
  errors: [notFound],
  example: { request: { clientid: 1 }, response: { clientid: 1 } },
  async run(context, { clientid }) {
    const { db, now } = context;
    const client = await clientOf(db, clientid, notFound);
    await context.hook("ClientClose", { userid: client.id });
    await cancelServices(context, client.id);
    await cancelInvoices(context, client.id);
    await db.updateTable("clients").set({ status: "Closed", updated_at: now }).where("id", "=", client.id).execute();
    await context.log(`Client Status changed to Closed - User ID: ${client.id}`, client.id);
    return { clientid: client.id };
  },
});

/** What runs is cancelled; what has ended stays as it ended. */
async function cancelServices({ db }: Context, clientId: number): Promise<void> {
  await db
    .updateTable("services")
    .set({ status: "Cancelled" })
    .where("client_id", "=", clientId)
    .where("status", "in", ["Pending", "Active", "Suspended"])
    .execute();
  await db
    .updateTable("domains")
    .set({ status: "Cancelled" })
    .where("client_id", "=", clientId)
    .where("status", "in", ["Pending", "Pending Registration", "Pending Transfer", "Active"])
    .execute();
}

async function cancelInvoices(context: Context, clientId: number): Promise<void> {
  const unpaid = await context.db
    .selectFrom("invoices")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("status", "in", ["Unpaid", "Draft", "Payment Pending"])
    .execute();
  for (const invoice of unpaid) await setStatus(context, invoice, "Cancelled");
}
