/** UpdateClient. */
import type { Updateable } from "kysely";
import { type Client, clientOf } from "../../books/client.js";
import { keepCustomValues } from "../../books/custom-fields.js";
import {
  isEmailAddress,
  mailPreferences,
  preferenceColumns,
  profileColumns,
  profileParameters,
  writePhone,
} from "../../books/profile.js";
import type { Context } from "../../context.js";
import type { Tables } from "../../database/tables.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { packed } from "../../declare/params.js";
import { refuse } from "../../declare/refuse.js";

const notFound = "Client ID Not Found";
const noDomainMail =
  "You must have at least one email address enabled to receive domain related notifications as required by ICANN. To disable domain notifications, please create an alternative contact that is set to receive them";
const duplicate = "Duplicate Email Address";
const badEmail = "The email address entered is not valid";

const card = param.deprecated("Cards and bank accounts are not kept");

export const updateClient = action({
  name: "UpdateClient",
  area: "clients",
  description: "Update a client: only what is given changes",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    clientid: param.id("The client to update; this or clientemail is needed", notFound),
    clientemail: param.text("The email address of the client to update"),
    ...profileParameters,
    currency: param.int("The currency the client is billed in"),
    groupid: param.int("The client group; 0 for none"),
    customfields: packed("The values of custom fields, base64 of a serialized array"),
    language: param.text("The language"),
    clientip: param.text("The address the client signed up from"),
    notes: param.text("Notes for administrators"),
    status: param.choice("Active, Inactive or Closed", ["Active", "Inactive", "Closed"]),
    paymentmethod: param.text("The default payment method; an empty text for none"),
    email_preferences: mailPreferences,
    marketingoptin: param.bool("Whether the client wants marketing mail"),
    clearcreditcard: param.bool("Accepted; there are no cards to clear"),
    skipvalidation: param.bool("Whether to accept incomplete data"),
    latefeeoveride: param.bool("Whether late fees are not charged"),
    overideduenotices: param.bool("Whether reminders are not sent"),
    taxexempt: param.bool("Whether no tax is charged"),
    separateinvoices: param.bool("Whether each service gets an invoice of its own"),
    disableautocc: param.bool("Whether cards are not charged automatically"),
    overrideautoclose: param.bool("Whether the client is not closed for inactivity"),
    cardtype: card,
    cardnum: card,
    expdate: card,
    startdate: card,
    issuenumber: card,
    cvv: card,
    bankcode: card,
    bankacct: card,
  },
  response: { clientid: field.intText("The client that was updated") },
  errors: [
    notFound,
    noDomainMail,
    duplicate,
    badEmail,
    "Currency ID Not Found",
    "Client Group ID Not Found",
    "A client's currency cannot change once there are invoices",
  ],
  example: { request: { clientid: 1, companyname: "Example Ltd" }, response: { clientid: "1" } },
  async run(context, { clientid, clientemail, customfields, ...input }) {
    const { db, now } = context;
    const before = await find(context, clientid, clientemail);
    await checkEmail(context, before, input);
    if (input.currency !== undefined) await checkCurrency(context, before, input.currency);
    if (input.groupid) await checkGroup(context, input.groupid);
    const changes: Updateable<Tables["clients"]> = {
      ...profileColumns(input),
      ...preferenceColumns(input.email_preferences),
      ...settingColumns(input),
      updated_at: now,
    };
    if (changes.phonenumber) changes.phonenumber = writePhone(changes.phonenumber, changes.country ?? before.country);
    await checkDomainMail(context, { ...before, ...(changes as Partial<Client>) });
    await db.updateTable("clients").set(changes).where("id", "=", before.id).execute();
    await keepCustomValues(db, { type: "client" }, before.id, customfields);
    await context.hook("ClientEdit", { userid: before.id, olddata: before });
    await context.log(`Client Profile Modified - User ID: ${before.id}`, before.id);
    return { clientid: before.id };
  },
});

async function find({ db }: Context, id: number | undefined, email: string | undefined): Promise<Client> {
  if (id !== undefined) return await clientOf(db, id, notFound);
  const client = await db
    .selectFrom("clients")
    .selectAll()
    .where("email", "=", email ?? "")
    .executeTakeFirst();
  if (client === undefined) throw refuse(notFound);
  return client;
}

type EmailInput = { readonly email?: string | undefined; readonly skipvalidation?: boolean | undefined };

async function checkEmail({ db }: Context, { id }: Client, { email, skipvalidation }: EmailInput): Promise<void> {
  if (email === undefined) return;
  if (email === "" || (skipvalidation !== true && !isEmailAddress(email))) throw refuse(badEmail);
  const others = db.selectFrom("clients").select("id").where("email", "=", email).where("id", "!=", id);
  if ((await others.executeTakeFirst()) !== undefined) throw refuse(duplicate);
}

/** The amounts of invoices are in the client's currency: another one would change what they say. */
async function checkCurrency({ db }: Context, client: Client, currency: number): Promise<void> {
  const known = await db.selectFrom("currencies").select("id").where("id", "=", currency).executeTakeFirst();
  if (known === undefined) throw refuse("Currency ID Not Found");
  if (currency === client.currency_id) return;
  const invoice = await db.selectFrom("invoices").select("id").where("client_id", "=", client.id).executeTakeFirst();
  if (invoice !== undefined) throw refuse("A client's currency cannot change once there are invoices");
}

async function checkGroup({ db }: Context, id: number): Promise<void> {
  const group = await db.selectFrom("client_groups").select("id").where("id", "=", id).executeTakeFirst();
  if (group === undefined) throw refuse("Client Group ID Not Found");
}

/** Mail about domains may be switched off only where a contact gets it. */
async function checkDomainMail({ db }: Context, after: Client): Promise<void> {
  if (after.email_domain === 1) return;
  const contacts = db.selectFrom("contacts").select("id").where("client_id", "=", after.id);
  if ((await contacts.where("email_domain", "=", 1).executeTakeFirst()) === undefined) throw refuse(noDomainMail);
}

/** By the names that callers give. */
const flags = {
  marketingoptin: "marketing_opt_in",
  latefeeoveride: "late_fee_override",
  overideduenotices: "override_due_notices",
  taxexempt: "tax_exempt",
  separateinvoices: "separate_invoices",
  disableautocc: "disable_auto_cc",
  overrideautoclose: "override_auto_close",
} as const;

const texts = {
  language: "language",
  clientip: "ip",
  notes: "notes",
  status: "status",
  paymentmethod: "default_gateway",
} as const;

type Settings = { readonly [Name in keyof typeof flags]?: boolean | undefined } & {
  readonly [Name in keyof typeof texts]?: string | undefined;
} & { readonly currency?: number | undefined; readonly groupid?: number | undefined };

function settingColumns(input: Settings): Updateable<Tables["clients"]> {
  const entries = [
    ...Object.entries(texts).map(([name, column]) => [column, input[name as keyof typeof texts]]),
    ...Object.entries(flags).map(([name, column]) => [column, flagOf(input[name as keyof typeof flags])]),
    ["currency_id", input.currency],
    ["group_id", input.groupid === 0 ? null : input.groupid],
  ];
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function flagOf(value: boolean | undefined): 0 | 1 | undefined {
  if (value === undefined) return undefined;
  return value ? 1 : 0;
}
