/** Who wrote a ticket, a reply or a note. */
import type { Context } from "../../context.js";
import type { Db } from "../../database/tables.js";
import { refuse } from "../../declare/refuse.js";
import { clientOf } from "../client.js";
import { isEmailAddress } from "../profile.js";

export const clientNotFound = "Client ID Not Found";
export const userNotFound = "The system cannot find the provided user ID.";
export const contactNotFound = "Contact ID Not Found";
export const nameAndEmailMissing = "Name and email address are required if not a client";
export const badEmail = "Email Address Invalid";

export type AuthorInput = {
  readonly clientid?: number | undefined;
  readonly userid?: number | undefined;
  readonly contactid?: number | undefined;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
};

export type Author = {
  readonly client_id: number | null;
  readonly contact_id: number | null;
  readonly user_id: number | null;
  readonly name: string;
  readonly email: string;
};

/** A client, one of their contacts or users, or a guest by name and address; checked in this order. */
export async function authorOf({ db }: Context, input: AuthorInput): Promise<Author> {
  const { clientid, userid, contactid, name = "", email = "" } = input;
  if (clientid === undefined) {
    if (name === "" || email === "") throw refuse(nameAndEmailMissing);
    return { client_id: null, contact_id: null, user_id: null, name, email };
  }
  const client = await clientOf(db, clientid, clientNotFound);
  const author = { client_id: client.id, contact_id: null, user_id: null };
  if (userid !== undefined) return { ...author, user_id: userid, ...(await userOf(db, clientid, userid)) };
  if (contactid !== undefined)
    return { ...author, contact_id: contactid, ...(await contactOf(db, clientid, contactid)) };
  return { ...author, name: fullName(client), email: client.email };
}

/** A guest's address is checked last of all that a ticket is checked for. */
export function checkEmail({ email }: Author): void {
  if (!isEmailAddress(email)) throw refuse(badEmail);
}

async function userOf(db: Db, clientId: number, userId: number) {
  const user = await db
    .selectFrom("users")
    .innerJoin("users_clients", "users_clients.user_id", "users.id")
    .select(["firstname", "lastname", "email"])
    .where("users.id", "=", userId)
    .where("users_clients.client_id", "=", clientId)
    .executeTakeFirst();
  if (user === undefined) throw refuse(userNotFound);
  return { name: fullName(user), email: user.email };
}

async function contactOf(db: Db, clientId: number, contactId: number) {
  const contact = await db
    .selectFrom("contacts")
    .select(["firstname", "lastname", "email"])
    .where("id", "=", contactId)
    .where("client_id", "=", clientId)
    .executeTakeFirst();
  if (contact === undefined) throw refuse(contactNotFound);
  return { name: fullName(contact), email: contact.email };
}

function fullName({ firstname, lastname }: { readonly firstname: string; readonly lastname: string }): string {
  return `${firstname} ${lastname}`.trim();
}

type Written = Omit<Author, "client_id" | "name"> & {
  readonly client_id: number | null;
  readonly name: string;
  readonly admin: string;
};

/** The same in the words of an answer. */
export function requestorOf({ client_id, contact_id, user_id, admin, name, email }: Written) {
  const kinds: readonly (readonly [boolean, string])[] = [
    [admin !== "", "Operator"],
    [client_id === null, "Guest"],
    [contact_id !== null, "Sub-account"],
    [user_id !== null, "Registered User"],
  ];
  const requestor_type = kinds.find(([applies]) => applies)?.[1] ?? "Owner";
  return { requestor_name: admin === "" ? name : admin, requestor_email: email, requestor_type };
}
