/** AddContact. */
import { clientOf } from "../../books/client.js";
import { mailPreferences, preferenceColumns, profileColumns, profileParameters } from "../../books/profile.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";

const notFound = "Client ID Not Found";
const duplicate = "Duplicate Email Address";

export const addContact = action({
  name: "AddContact",
  area: "clients",
  description: "Add a contact to a client",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    clientid: param.required(param.id("The client to add the contact to", notFound), notFound),
    ...profileParameters,
    email_preferences: mailPreferences,
  },
  response: { contactid: field.intText("The contact that was added") },
  errors: [notFound, duplicate],
  example: {
    request: { clientid: 1, firstname: "John", lastname: "Doe", email: "contact@example.com" },
    response: { contactid: "1" },
  },
  async run(context, { clientid, email_preferences: preferences, ...input }) {
    const { db } = context;
    const client = await clientOf(db, clientid, notFound);
    if (input.email) {
      const sameAddress = db.selectFrom("contacts").select("id").where("email", "=", input.email);
      const taken = await sameAddress.where("client_id", "=", client.id).executeTakeFirst();
      if (taken !== undefined || input.email === client.email) throw refuse(duplicate);
    }
    const { id } = await db
      .insertInto("contacts")
      .values({ client_id: client.id, ...profileColumns(input), ...preferenceColumns(preferences) })
      .returning("id")
      .executeTakeFirstOrThrow();
    await context.hook("ContactAdd", { userid: client.id, contactid: id });
    await context.log(`Added Contact - User ID: ${client.id} - Contact ID: ${id}`, client.id);
    return { contactid: id };
  },
});
