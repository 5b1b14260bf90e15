/** Finds contacts: the one that is meant, or the one that a document names. */
import type { ContactRow } from "../database/ledger-tables.js";
import type { Context } from "../http/context.js";
import type { ContactReference } from "./contact-kind.js";

/** By what a contact may be known. */
type Known = {
  readonly ContactID?: string | undefined;
  readonly ContactNumber?: string | undefined;
  readonly Name?: string | undefined;
};

/** The contact with this id; else with this number; else the active one of this name, whatever its case. */
export async function findContact(
  { db, organisation }: Context,
  { ContactID, ContactNumber, Name }: Known,
): Promise<ContactRow | undefined> {
  const contacts = db.selectFrom("contacts").selectAll().where("organisation_id", "=", organisation.id);
  if (ContactID !== undefined) return await contacts.where("id", "=", ContactID).executeTakeFirst();
  const byNumber = ContactNumber
    ? await contacts.where("contact_number", "=", ContactNumber).executeTakeFirst()
    : undefined;
  if (byNumber !== undefined || !Name) return byNumber;
  return await contacts
    .where((eb) => eb(eb.fn<string>("lower", ["name"]), "=", eb.fn<string>("lower", [eb.val(Name.trim())])))
    .where("status", "=", "ACTIVE")
    .executeTakeFirst();
}

/** The contact that a document names, made when there is none of its name; `problems` says why there is none. */
export async function contactOf(
  context: Context,
  sent: ContactReference,
  problems: string[],
): Promise<ContactRow | undefined> {
  const { ContactID, ContactNumber, Name, EmailAddress } = sent;
  const found = await findContact(context, sent);
  if (found?.status === "ACTIVE") return found;
  if (found !== undefined) {
    problems.push("The contact is archived: it cannot be used on a document");
    return undefined;
  }
  if (ContactID !== undefined) problems.push("The ContactID is not of a contact of this organisation");
  else if (!Name?.trim()) problems.push("A Contact must be specified for this type of transaction");
  else if (Name.length > 255) problems.push("Contact.Name must have at most 255 characters");
  if (problems.length > 0 || Name === undefined) return undefined;
  const row = {
    id: context.newId(),
    organisation_id: context.organisation.id,
    name: Name.trim(),
    status: "ACTIVE",
    contact_number: ContactNumber ?? null,
    account_number: null,
    first_name: null,
    last_name: null,
    email: EmailAddress ?? null,
    details: "{}",
    updated_at: context.now,
  } as const;
  await context.db.insertInto("contacts").values(row).execute();
  return row;
}
