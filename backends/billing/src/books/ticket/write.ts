/** What happens around a ticket when something is written to it: its number, its time, its fields, its mail. */
import { randomInt } from "node:crypto";
import type { Context } from "../../context.js";
import { refuse } from "../../declare/refuse.js";
import { type MailAbout, queueMail } from "../../mail/queue-mail.js";
import type { Department, Ticket } from "./find.js";

export const badDate = "Invalid Date Format";
export const noNumber = "Unable to generate ticket number";
const mostTries = 50;

/** When it was written: now unless the caller says so, and never in the future. */
export function writtenAt({ now }: Context, created: string | undefined, inFuture: string): string {
  if (created === undefined) return now;
  if (created > now) throw refuse(inFuture);
  return created;
}

/** A public number by the mask that is set: `%n` a digit, `%A` and `%a` a letter, `%y`, `%m`, `%d` the day. */
export async function newTicketNumber({ db, settings, today }: Context): Promise<string> {
  for (let tries = 0; tries < mostTries; tries++) {
    const number = settings.TicketMask.replace(/%([nAaymd])/g, (_, sign: string) => maskSign(sign, today));
    const taken = await db.selectFrom("tickets").select("id").where("number", "=", number).executeTakeFirst();
    if (taken === undefined) return number;
  }
  throw refuse(noNumber);
}

function maskSign(sign: string, today: string): string {
  const [year = "", month = "", day = ""] = today.split("-");
  const letter = String.fromCharCode(65 + randomInt(26));
  const signs: Readonly<Record<string, string>> = {
    n: String(randomInt(10)),
    A: letter,
    a: letter.toLowerCase(),
    y: year,
    m: month,
    d: day,
  };
  return signs[sign] ?? "";
}

type Written = { readonly ticket: Ticket; readonly message: string };

/** Tells the client, or the guest who wrote. */
export async function mailRequestor(context: Context, template: string, written: Written): Promise<void> {
  await queueMail(context, { template, ...aboutTicket(written) });
}

/** What mail about a ticket to who opened it is filled in with. */
export function aboutTicket({ ticket, message }: Written): MailAbout {
  const { client_id: clientId, contact_id: contactId, name, email } = ticket;
  const to = clientId === null || contactId !== null ? { name, address: email } : { clientId };
  const fields = { ticket_id: ticket.number, ticket_subject: ticket.subject, ticket_message: message };
  return { to, related: { type: "ticket", id: ticket.id }, fields };
}

/** Tells the administrators of the department who want to be told. */
export async function mailStaff(context: Context, department: Department, { ticket, message }: Written): Promise<void> {
  const staff = await context.db
    .selectFrom("admin_departments")
    .innerJoin("admins", "admins.id", "admin_departments.admin_id")
    .select(["firstname", "lastname", "email"])
    .where("department_id", "=", department.id)
    .where("notified", "=", 1)
    .where("is_disabled", "=", 0)
    .execute();
  const fields = {
    ticket_id: ticket.number,
    ticket_subject: ticket.subject,
    ticket_message: message,
    ticket_author: ticket.name,
    ticket_department: department.name,
  };
  const related = { type: "ticket", id: ticket.id };
  for (const { firstname, lastname, email } of staff) {
    const to = { name: `${firstname} ${lastname}`, address: email };
    await queueMail(context, { template: "Support Ticket Notification", to, related, fields });
  }
}
