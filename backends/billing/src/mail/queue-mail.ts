/**
 * Writes a mail into the outbox, within the transaction of the call: it is sent when the call is committed, and never
 * when it is not.
 */
import type { Context } from "../context.js";
import { escapeHtml } from "../html.js";

export type MailRequest = {
  /** Name of the template. One that does not exist or is disabled sends nothing. */
  readonly template: string;
  /** A client, or somebody who is none. */
  readonly to: { readonly clientId: number } | { readonly name: string; readonly address: string };
  /** What the mail is about. */
  readonly related?: { readonly type: string; readonly id: number };
  /** What `{$name}` in the template stands for, as plain text; `{$…_html_…}` may hold HTML. */
  readonly fields: Readonly<Record<string, string>>;
};

/** Queues a mail. */
export async function queueMail(context: Context, { template: name, to, related, fields }: MailRequest): Promise<void> {
  const { db, now, settings } = context;
  const template = await db
    .selectFrom("email_templates")
    .selectAll()
    .where("name", "=", name)
    .where("language", "=", "")
    .where("disabled", "=", 0)
    .executeTakeFirst();
  if (template === undefined) return;
  const recipient = "clientId" in to ? await clientAddress(context, to.clientId) : { ...to, clientId: null };
  const values: Readonly<Record<string, string>> = {
    client_name: recipient.name,
    client_email: recipient.address,
    company_name: settings.CompanyName,
    ...fields,
  };
  await context.hook("EmailPreSend", { messagename: name, relid: related?.id ?? recipient.clientId });
  await db
    .insertInto("outbox")
    .values({
      created_at: now,
      client_id: recipient.clientId,
      template: name,
      recipient: recipient.address,
      sender: settings.Email,
      state: context.mails,
      subject: merge(template.subject, values, (text) => text),
      html: merge(template.message, values, escapeHtml),
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
    const value = values[name] ?? "";
    return name.includes("_html_") ? value : encode(value);
  });
}
