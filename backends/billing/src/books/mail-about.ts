/** What a mail of a type is about when it is given an id: the id of a client, invoice, service, domain, ticket, affiliate. */
import type { Context } from "../context.js";
import type { MailAbout } from "../mail/queue-mail.js";
import { aboutInvoice } from "./invoice/mail.js";
import { aboutTicket } from "./ticket/write.js";

export const mailTypes = ["general", "product", "domain", "invoice", "support", "affiliate"] as const;
export type MailType = (typeof mailTypes)[number];

/** What the mail is filled in with; nothing where there is no such thing. */
export async function mailAbout(context: Context, type: MailType, id: number): Promise<MailAbout | undefined> {
  const { db } = context;
  switch (type) {
    case "general":
      return toClient(
        await db.selectFrom("clients").select("id as client_id").where("id", "=", id).executeTakeFirst(),
        id,
      );
    case "affiliate":
      return toClient(
        await db.selectFrom("affiliates").select("client_id").where("id", "=", id).executeTakeFirst(),
        id,
      );
    case "invoice": {
      const invoice = await db.selectFrom("invoices").selectAll().where("id", "=", id).executeTakeFirst();
      return invoice && (await aboutInvoice(context, invoice));
    }
    case "support": {
      const ticket = await db.selectFrom("tickets").selectAll().where("id", "=", id).executeTakeFirst();
      return ticket && aboutTicket({ ticket, message: ticket.message });
    }
    case "product":
      return await aboutService(context, id);
    case "domain":
      return await aboutDomain(context, id);
  }
}

function toClient(row: { readonly client_id: number } | undefined, id: number): MailAbout | undefined {
  return row && { to: { clientId: row.client_id }, related: { type: "general", id }, fields: {} };
}

async function aboutService({ db }: Context, id: number): Promise<MailAbout | undefined> {
  const service = await db
    .selectFrom("services")
    .innerJoin("products", "products.id", "services.product_id")
    .select(["services.client_id", "services.domain", "services.username", "services.status", "products.name"])
    .where("services.id", "=", id)
    .executeTakeFirst();
  if (service === undefined) return undefined;
  const fields = {
    service_product_name: service.name,
    service_domain: service.domain,
    service_username: service.username,
    service_status: service.status,
  };
  return { to: { clientId: service.client_id }, related: { type: "product", id }, fields };
}

async function aboutDomain({ db }: Context, id: number): Promise<MailAbout | undefined> {
  const domain = await db.selectFrom("domains").selectAll().where("id", "=", id).executeTakeFirst();
  if (domain === undefined) return undefined;
  const fields = {
    domain_name: domain.domain,
    domain_reg_period: String(domain.years),
    domain_expiry_date: domain.expires ?? "",
    domain_status: domain.status,
  };
  return { to: { clientId: domain.client_id }, related: { type: "domain", id }, fields };
}
