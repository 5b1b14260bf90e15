/**
 * What an invoice that is paid sets going: services are set up or let run again, domains are registered, transferred,
 * renewed, money that was paid in becomes credit. A module that fails is told of in the log; the payment stands.
 */
import type { Context } from "../context.js";
import { Refusal } from "../declare/refuse.js";
import { changeCredit } from "./credit.js";
import { domainOf } from "./domain/find.js";
import { registerDomain, renewDomain, transferDomain } from "./domain/registrar.js";
import { nextDue } from "./order/prices.js";
import { findService } from "./service/find.js";
import { createService, unsuspendService } from "./service/provision.js";

type PaidInvoice = { readonly id: number; readonly client_id: number };
type PaidLine = {
  readonly type: string;
  readonly related_id: number;
  readonly amount: number;
  readonly description: string;
};

/** Runs for each line of an invoice that has just been paid. */
export async function automate(context: Context, invoice: PaidInvoice): Promise<void> {
  const lines = await context.db
    .selectFrom("invoice_items")
    .select(["type", "related_id", "amount", "description"])
    .where("invoice_id", "=", invoice.id)
    .where("type", "!=", "")
    .orderBy("id")
    .execute();
  const done = new Set<string>();
  for (const line of lines) {
    const key = `${line.type} ${line.related_id}`;
    if (done.has(key) && line.type !== "AddFunds") continue;
    done.add(key);
    try {
      await automateLine(context, invoice, line);
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      await context.log(`Automation Failed - Invoice ID: ${invoice.id} - ${thrown.message}`, invoice.client_id);
    }
  }
}

async function automateLine(context: Context, invoice: PaidInvoice, line: PaidLine): Promise<void> {
  switch (line.type) {
    case "Hosting":
      return await servicePaid(context, line.related_id);
    case "Addon":
      return await addonPaid(context, line.related_id);
    case "DomainRegister":
      return await registerDomain(context, await domainOf(context.db, { id: line.related_id }, "Domain Not Found"));
    case "DomainTransfer":
      return await transferDomain(context, await domainOf(context.db, { id: line.related_id }, "Domain Not Found"));
    case "Domain":
      return await domainRenewed(context, line);
    case "AddFunds":
      await changeCredit(context, invoice.client_id, line.amount, {
        description: `Add Funds Invoice #${invoice.id}`,
        invoiceId: invoice.id,
      });
      return;
    default:
      return;
  }
}

async function servicePaid(context: Context, id: number): Promise<void> {
  const service = await findService(context.db, id);
  if (service === undefined) return;
  const due = service.next_due === null ? null : nextDue(service.billing_cycle, service.next_due);
  const dates = { next_due: due, next_invoice: due };
  if (due !== null) await context.db.updateTable("services").set(dates).where("id", "=", id).execute();
  const isSetUp = service.status === "Pending" && service.auto_setup === "payment" && service.module !== "";
  if (isSetUp) await createService(context, service);
  if (service.status === "Suspended" && service.module !== "") await unsuspendService(context, service);
}

async function addonPaid({ db }: Context, id: number): Promise<void> {
  const addon = await db.selectFrom("service_addons").selectAll().where("id", "=", id).executeTakeFirst();
  if (addon?.next_due == null) return;
  const due = nextDue(addon.billing_cycle, addon.next_due);
  await db.updateTable("service_addons").set({ next_due: due, status: "Active" }).where("id", "=", id).execute();
}

/** The years stand in the line, since an order may renew for another term than the domain's own. */
async function domainRenewed(context: Context, { related_id: id, description }: PaidLine): Promise<void> {
  const domain = await domainOf(context.db, { id }, "Domain Not Found");
  const [, years] = / - (\d+) Year\/s/.exec(description) ?? [];
  await renewDomain(context, domain, Number(years ?? domain.years));
}
