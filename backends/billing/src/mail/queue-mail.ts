/**
 * Writes a mail into the outbox, within the transaction of the call: it is sent when the call is committed, and never
 * when it is not.
 */
import { escapeHtml } from "@turnpike/backend-kit";
import type { Context } from "../context.js";

/** What a mail is about, whatever it says. */
export type MailAbout = {
  /** A client, or somebody who is none. */
  readonly to: { readonly clientId: number } | { readonly name: string; readonly address: string };
  /** What the mail is about. */
  readonly related?: { readonly type: string; readonly id: number };
  /** What `{$name}` in the template stands for, as plain text; `{$…_html_…}` may hold HTML. */
  readonly fields: Readonly<Record<string, string>>;
};

/** The name of a template, which sends nothing when it does not exist or is disabled. */
export type MailRequest = MailAbout & { readonly template: string };

/** Queues the mail that a template makes. */
export async function queueMail(context: Context, { template: name, ...about }: MailRequest): Promise<void> {
  const template = await context.db
    .selectFrom("email_templates")
    .select(["name", "subject", "message"])
    .where("name", "=", name)
    .where("language", "=", "")
    .where("disabled", "=", 0)
    .executeTakeFirst();
  if (template !== undefined) await queueLetter(context, template, about);
}

/** Subject and message with `{$name}` where something is filled in; the message is HTML. */
export type Letter = { readonly name: string; readonly subject: string; readonly message: string };

/** Queues a mail that says this. */
export async function queueLetter(context: Context, letter: Letter, { to, related, fields }: MailAbout): Promise<void> {
  const { db, now, settings } = context;
  const recipient = "clientId" in to ? await clientAddress(context, to.clientId) : { ...to, clientId: null };
  const values: Readonly<Record<string, string>> = {
    client_name: recipient.name,
    client_email: recipient.address,
    company_name: settings.CompanyName,
    ...fields,
  };
  await context.hook("EmailPreSend", { messagename: letter.name, relid: related?.id ?? recipient.clientId });
  await db
    .insertInto("outbox")
    .values({
      created_at: now,
      client_id: recipient.clientId,
      template: letter.name,
      recipient: recipient.address,
      sender: settings.Email,
      state: context.mails,
      subject: merge(letter.subject, values, (text) => text),
      html: merge(letter.message, values, escapeHtml),
      related_type: related?.type ?? "",
      related_id: related?.id ?? null,
    })
    .execute();
}

async function clientAddress({ db }: Context, clientId: number) {
  const { firstname, lastname, email } = await db
    .selectFrom("clients")
    .select(["firstname", "lastname", "email"])
    .where("id", "=", clientId)
    .executeTakeFirstOrThrow();
  return { name: `${firstname} ${lastname}`, address: email, clientId };
}

function merge(template: string, values: Readonly<Record<string, string>>, encode: (text: string) => string): string {
  return template.replace(/\{\$(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? (values[name] ?? "") : "";
    return name.includes("_html_") ? value : encode(value);
  });
}
