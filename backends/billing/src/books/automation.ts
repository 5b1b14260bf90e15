/**
 * What happens by itself. An order sets up at once what is to be set up at once; an invoice that is paid sets up services
 * or lets them run again, registers, transfers and renews domains, and makes credit of money that was paid in. A module
 * that fails is told of in the log: the order and the payment stand.
 */
import type { Context } from "../context.js";
import { Refusal } from "../declare/refuse.js";
import { changeCredit } from "./credit.js";
import { domainOf } from "./domain/find.js";
import { registerDomain, renewDomain, transferDomain } from "./domain/registrar.js";
import { nextDue } from "./order/prices.js";
import { readRenewals } from "./order/renewals.js";
import { findService, servicesOf } from "./service/find.js";
import { createService, overdue, unsuspendService } from "./service/provision.js";

type PaidInvoice = { readonly id: number; readonly client_id: number };
type PaidLine = { readonly type: string; readonly related_id: number; readonly amount: number };

/** Runs for an order that has just been placed: for products that are set up as soon as they are ordered. */
export async function automateOrder(context: Context, orderId: number): Promise<void> {
  for (const service of await servicesOf(context.db, orderId)) {
    if (service.auto_setup !== "order" || service.module === "") continue;
    await attempt(context, `Order ID: ${orderId}`, service.client_id, () => createService(context, service));
  }
}

/** Runs for each thing that an invoice which has just been paid is for. */
export async function automate(context: Context, invoice: PaidInvoice): Promise<void> {
  const lines = await context.db
    .selectFrom("invoice_items")
    .select(["type", "related_id", "amount"])
    .where("invoice_id", "=", invoice.id)
    .where("type", "!=", "")
    .orderBy("id")
    .execute();
  for (const line of lines) {
    await attempt(context, `Invoice ID: ${invoice.id}`, invoice.client_id, () => automateLine(context, invoice, line));
  }
}

async function attempt(context: Context, cause: string, clientId: number, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    await context.log(`Automation Failed - ${cause} - ${thrown.message}`, clientId);
  }
}

async function automateLine(context: Context, invoice: PaidInvoice, line: PaidLine): Promise<void> {
  const { type, related_id: id, amount } = line;
  switch (type) {
    case "Hosting":
      return await servicePaid(context, id);
    case "Addon":
      return await addonPaid(context, id);
    case "DomainRegister":
    case "DomainTransfer":
      return await domainPaid(context, id);
    case "Domain":
      return await domainRenewed(context, invoice, id);
    case "AddFunds": {
      const description = `Add Funds Invoice #${invoice.id}`;
      await changeCredit(context, invoice.client_id, amount, { description, invoiceId: invoice.id });
      return;
    }
    default:
      return;
  }
}

/** Only what was suspended for debts runs again: a payment does not excuse abuse. */
async function servicePaid(context: Context, id: number): Promise<void> {
  const service = await findService(context.db, id);
  if (service === undefined || !["Pending", "Active", "Suspended"].includes(service.status)) return;
  const due = service.next_due === null ? null : nextDue(service.billing_cycle, service.next_due);
  const dates = { next_due: due, next_invoice: due };
  if (due !== null) await context.db.updateTable("services").set(dates).where("id", "=", id).execute();
  if (service.module === "") return;
  const { status, auto_setup: autoSetup, suspension_reason: reason } = service;
  if (status === "Pending" && autoSetup === "payment") await createService(context, service);
  if (status === "Suspended" && reason === overdue) await unsuspendService(context, service);
}

async function addonPaid({ db }: Context, id: number): Promise<void> {
  const addon = await db.selectFrom("service_addons").selectAll().where("id", "=", id).executeTakeFirst();
  if (addon === undefined || !["Pending", "Active", "Suspended"].includes(addon.status)) return;
  const due = addon.next_due === null ? null : nextDue(addon.billing_cycle, addon.next_due);
  await db.updateTable("service_addons").set({ next_due: due, status: "Active" }).where("id", "=", id).execute();
}

/** One that its registrar was asked for before it was paid is not asked for again. */
async function domainPaid(context: Context, id: number): Promise<void> {
  const domain = await domainOf(context.db, { id }, "Domain Not Found");
  if (domain.status !== "Pending") return;
  await (domain.type === "Register" ? registerDomain(context, domain) : transferDomain(context, domain));
}

/** For the years that were ordered, else for the domain's own term. */
async function domainRenewed(context: Context, invoice: PaidInvoice, id: number): Promise<void> {
  const { db } = context;
  const domain = await domainOf(db, { id }, "Domain Not Found");
  const order = await db
    .selectFrom("orders")
    .select("renewals")
    .where("invoice_id", "=", invoice.id)
    .executeTakeFirst();
  const ordered = readRenewals(order?.renewals ?? "{}").domains.find((each) => each.id === id);
  const expires = await renewDomain(context, domain, ordered?.years ?? domain.years);
  await db.updateTable("domains").set({ next_due: expires }).where("id", "=", id).execute();
}
