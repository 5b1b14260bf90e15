/** Makes and changes contacts. */
import type { ContactRow } from "../database/ledger-tables.js";
import { Invalid, type Json, saveAll, tooLong } from "../http/batch.js";
import type { Context } from "../http/context.js";
import type { Operation } from "../http/operation.js";
import { contact, contactLengths, detailsIn, type SentContact } from "./contact-kind.js";
import { findContact } from "./find-contact.js";
import { noStanding, readStandings } from "./standing.js";
import { writeContact } from "./write-contact.js";

const elements = {
  plural: "Contacts",
  singular: "Contact",
  kind: contact,
  unsaved: { ContactID: "00000000-0000-0000-0000-000000000000" },
  flaw: "HasValidationErrors",
} as const;

/** The operation `createContacts`. */
export const createContacts: Operation = {
  name: "createContacts",
  method: "PUT",
  path: "Contacts",
  need: { area: "contacts", writes: true },
  answer: (context, request) => saveAll(context, request, { ...elements, save: create }),
};

/** The operation `updateOrCreateContacts`. */
export const updateOrCreateContacts: Operation = {
  name: "updateOrCreateContacts",
  method: "POST",
  path: "Contacts",
  need: { area: "contacts", writes: true },
  answer: (context, request) => saveAll(context, request, { ...elements, save: updateOrCreate }),
};

async function updateOrCreate(context: Context, sent: SentContact): Promise<Json> {
  const before = await findContact(context, sent);
  return before === undefined ? await create(context, sent) : await update(context, sent, before);
}

async function create(context: Context, sent: SentContact): Promise<Json> {
  if (sent.ContactID !== undefined) await refuseKnownId(context, sent.ContactID);
  const id = sent.ContactID ?? context.newId();
  const row = rowOf(context, sent, { ...blank, id, organisation_id: context.organisation.id });
  await check(context, sent, row);
  await context.db.insertInto("contacts").values(row).execute();
  return writeContact(row, noStanding);
}

/** An id may come from outside, as long as nobody has it; another organisation's contacts are not told of. */
async function refuseKnownId({ db }: Context, id: string): Promise<void> {
  const known = await db.selectFrom("contacts").select("id").where("id", "=", id).executeTakeFirst();
  if (known !== undefined) throw new Invalid(["The ContactID is already in use"]);
}

async function update(context: Context, sent: SentContact, before: ContactRow): Promise<Json> {
  const standing = (await readStandings(context)).get(before.id) ?? noStanding;
  const row = rowOf(context, sent, before);
  await check(context, sent, row, writeContact(before, standing));
  await context.db.updateTable("contacts").set(row).where("id", "=", before.id).execute();
  return writeContact(row, standing);
}

const blank = {
  name: "",
  status: "ACTIVE",
  contact_number: null,
  account_number: null,
  first_name: null,
  last_name: null,
  email: null,
  details: "{}",
  updated_at: "",
} as const;

function rowOf({ now }: Context, sent: SentContact, before: ContactRow): ContactRow {
  const details = { ...(JSON.parse(before.details) as Json), ...detailsIn(sent) };
  return {
    ...before,
    name: sent.Name?.trim() ?? before.name,
    status: sent.ContactStatus ?? before.status,
    contact_number: sent.ContactNumber ?? before.contact_number,
    account_number: sent.AccountNumber ?? before.account_number,
    first_name: sent.FirstName ?? before.first_name,
    last_name: sent.LastName ?? before.last_name,
    email: sent.EmailAddress ?? before.email,
    details: JSON.stringify(details),
    updated_at: now,
  };
}

async function check(context: Context, sent: SentContact, row: ContactRow, stored?: Json): Promise<void> {
  const problems = [...tooLong(sent, contactLengths)];
  if (row.name === "") problems.push("The contact name must be specified");
  if (row.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(row.email)) problems.push("The email address must be valid");
  const { DefaultCurrency: currency } = sent;
  const { base_currency } = context.organisation;
  if (currency && currency !== base_currency) {
    problems.push(`The currency code '${currency}' is not one of this organisation's: ${base_currency}`);
  }
  if (row.status === "ACTIVE" && row.name !== "") {
    const other = await findContact(context, { Name: row.name });
    if (other !== undefined && other.id !== row.id) problems.push(nameIsTaken(row.name));
  }
  if (problems.length > 0) throw new Invalid(problems, stored);
}

function nameIsTaken(name: string): string {
  return `The contact name ${name} is already assigned to another contact. The contact name must be unique across all active contacts.`;
}
