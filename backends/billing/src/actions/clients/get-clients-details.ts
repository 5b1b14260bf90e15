/** GetClientsDetails. */
import { type Client, currencyOf } from "../../books/client.js";
import { profileFields, profileOf } from "../../books/client-profile.js";
import { clientStats, statsFields } from "../../books/client-stats.js";
import { customFields, customValues } from "../../books/custom-fields.js";
import type { Context } from "../../context.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";
import { exampleClient, exampleStats } from "./get-clients-details-example.js";

const nothingGiven = "Either clientid Or email Is Required";
const notFound = "Client Not Found";

export const getClientsDetails = action({
  name: "GetClientsDetails",
  area: "clients",
  description: "Obtain the details of a client",
  kind: "read",
  history: { "1.0": "Initial Version", "8.0": "The profile stands under client as well" },
  parameters: {
    clientid: param.id("The client; this or email is needed", notFound),
    email: param.text("The email address of the client; this or clientid is needed"),
    stats: param.bool("Whether to add figures on invoices, products, domains, quotes and tickets"),
  },
  response: {
    ...profileFields,
    client: field.object("The client", profileFields),
    stats: field.optional(field.object("Figures, where they were asked for", statsFields)),
  },
  errors: [nothingGiven, notFound],
  example: {
    request: { clientid: 1, stats: true },
    response: { ...exampleClient, client: exampleClient, stats: exampleStats },
  },
  async run(context, { clientid, email, stats }) {
    const client = await find(context, clientid, email);
    const currency = await currencyOf(context.db, client.id);
    const fields = await customFields(context.db, { type: "client" });
    const values = await customValues(context.db, { type: "client" }, client.id);
    const profile = profileOf(client, {
      currency,
      users: await usersOf(context, client.id),
      customfields: fields.map(({ id }) => ({ id, value: values.get(id) ?? "" })),
    });
    const figures = stats === true ? { stats: await clientStats(context, client, currency) } : {};
    return { ...profile, client: profile, ...figures };
  },
});

async function find({ db }: Context, id: number | undefined, email: string | undefined): Promise<Client> {
  if (id === undefined && !email) throw refuse(nothingGiven);
  const all = db.selectFrom("clients").selectAll();
  const one = id === undefined ? all.where("email", "=", email ?? "") : all.where("id", "=", id);
  const client = await one.executeTakeFirst();
  if (client === undefined) throw refuse(notFound);
  return client;
}

async function usersOf({ db }: Context, clientId: number) {
  const rows = await db
    .selectFrom("users_clients")
    .innerJoin("users", "users.id", "users_clients.user_id")
    .select(["users.id", "firstname", "lastname", "email", "is_owner"])
    .where("client_id", "=", clientId)
    .orderBy("users.id")
    .execute();
  return rows.map(({ firstname, lastname, ...row }) => ({ ...row, name: `${firstname} ${lastname}` }));
}
