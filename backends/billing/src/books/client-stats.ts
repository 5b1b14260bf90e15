/** The figures on a client: what is owed and paid, what they have, as GetClientsDetails answers them. */
import type { Context } from "../context.js";
import type { Db } from "../database/tables.js";
import type { InvoiceStatus } from "../database/words.js";
import * as field from "../declare/field.js";
import { formatMoney } from "../money/format.js";
import type { Client, Currency } from "./client.js";

const count = (what: string) => field.int(`How many ${what}`);
const sum = (what: string) => field.text(`The sum of ${what}, in the client's currency`);

export const statsFields = {
  numdueinvoices: count("invoices are unpaid"),
  dueinvoicesbalance: sum("what is still to be paid"),
  incredit: field.bool("Whether the client has credit"),
  creditbalance: sum("the credit"),
  grossRevenue: sum("what was paid"),
  expenses: sum("what was paid back and the fees"),
  income: sum("what was paid, less what was paid back and the fees"),
  numoverdueinvoices: count("unpaid invoices are past their due date"),
  overdueinvoicesbalance: sum("what is still to be paid of them"),
  numDraftInvoices: count("invoices are drafts"),
  draftInvoicesBalance: sum("what is to be paid of them"),
  numunpaidinvoices: count("invoices are unpaid"),
  unpaidinvoicesamount: sum("their totals"),
  numpaidinvoices: count("invoices are paid"),
  paidinvoicesamount: sum("their totals"),
  numcancelledinvoices: count("invoices are cancelled"),
  cancelledinvoicesamount: sum("their totals"),
  numrefundedinvoices: count("invoices are refunded"),
  refundedinvoicesamount: sum("their totals"),
  numcollectionsinvoices: count("invoices are in collections"),
  collectionsinvoicesamount: sum("their totals"),
  numpaymentpendinginvoices: count("invoices have a payment under way"),
  paymentpendinginvoicesamount: sum("their totals"),
  productsnumactivehosting: count("hosting accounts are active"),
  productsnumhosting: count("hosting accounts there are"),
  productsnumactivereseller: count("reseller accounts are active"),
  productsnumreseller: count("reseller accounts there are"),
  productsnumactiveservers: count("servers are active"),
  productsnumservers: count("servers there are"),
  productsnumactiveother: count("other services are active"),
  productsnumother: count("other services there are"),
  productsnumactive: count("services are active"),
  productsnumtotal: count("services there are"),
  numactivedomains: count("domains are active"),
  numdomains: count("domains there are"),
  numacceptedquotes: count("quotes were accepted"),
  numquotes: count("quotes there are"),
  numtickets: count("tickets there are"),
  numactivetickets: count("tickets are not closed"),
  numaffiliatesignups: field.int("Always 0: referrals are not followed"),
  isAffiliate: field.bool("Whether they refer others"),
} as const;

/** The values of `statsFields`. */
export async function clientStats(context: Context, client: Client, currency: Currency) {
  const { db, today } = context;
  return {
    ...(await invoiceFigures(db, client, currency, today)),
    ...(await ledgerFigures(db, client, currency)),
    ...(await serviceFigures(db, client.id)),
    numactivedomains: await countRows(db, "domains", client.id, ["status", "=", "Active"]),
    numdomains: await countRows(db, "domains", client.id),
    numacceptedquotes: await countRows(db, "quotes", client.id, ["stage", "=", "Accepted"]),
    numquotes: await countRows(db, "quotes", client.id),
    numtickets: await countRows(db, "tickets", client.id),
    numactivetickets: await countRows(db, "tickets", client.id, ["status", "!=", "Closed"]),
    numaffiliatesignups: 0,
    isAffiliate: (await countRows(db, "affiliates", client.id)) > 0,
    incredit: client.credit > 0,
    creditbalance: formatMoney(client.credit, currency),
  };
}

type Counted = "domains" | "quotes" | "tickets" | "affiliates";

async function countRows(
  db: Db,
  table: Counted,
  clientId: number,
  condition?: readonly [string, "=" | "!=", string],
): Promise<number> {
  const { ref } = db.dynamic;
  let query = db
    .selectFrom(table as "tickets")
    .select(({ fn }) => fn.countAll<number>().as("rows"))
    .where("client_id", "=", clientId);
  if (condition !== undefined) query = query.where(ref(condition[0]), condition[1], condition[2]);
  return Number((await query.executeTakeFirstOrThrow()).rows);
}

async function invoiceFigures(db: Db, { id }: Client, currency: Currency, today: string) {
  const rows = await db
    .selectFrom("invoices")
    .select(({ fn }) => [
      "status",
      fn.countAll<number>().as("rows"),
      fn.sum<number>("total").as("total"),
      fn.sum<number>("paid").as("paid"),
    ])
    .where("client_id", "=", id)
    .groupBy("status")
    .execute();
  const of = (status: InvoiceStatus) => rows.find((row) => row.status === status) ?? { rows: 0, total: 0, paid: 0 };
  const overdue = await db
    .selectFrom("invoices")
    .select(({ fn }) => [
      fn.countAll<number>().as("rows"),
      fn.sum<number | null>("total").as("total"),
      fn.sum<number | null>("paid").as("paid"),
    ])
    .where("client_id", "=", id)
    .where("status", "=", "Unpaid")
    .where("due_date", "<", today)
    .executeTakeFirstOrThrow();
  const money = (cents: number) => formatMoney(cents, currency);
  const balance = ({ total, paid }: { total: number | null; paid: number | null }) =>
    money(Number(total ?? 0) - Number(paid ?? 0));
  const amount = (status: InvoiceStatus) => money(Number(of(status).total));
  const number = (status: InvoiceStatus) => Number(of(status).rows);
  return {
    numdueinvoices: number("Unpaid"),
    dueinvoicesbalance: balance(of("Unpaid")),
    numoverdueinvoices: Number(overdue.rows),
    overdueinvoicesbalance: balance(overdue),
    numDraftInvoices: number("Draft"),
    draftInvoicesBalance: balance(of("Draft")),
    numunpaidinvoices: number("Unpaid"),
    unpaidinvoicesamount: amount("Unpaid"),
    numpaidinvoices: number("Paid"),
    paidinvoicesamount: amount("Paid"),
    numcancelledinvoices: number("Cancelled"),
    cancelledinvoicesamount: amount("Cancelled"),
    numrefundedinvoices: number("Refunded"),
    refundedinvoicesamount: amount("Refunded"),
    numcollectionsinvoices: number("Collections"),
    collectionsinvoicesamount: amount("Collections"),
    numpaymentpendinginvoices: number("Payment Pending"),
    paymentpendinginvoicesamount: amount("Payment Pending"),
  };
}

async function ledgerFigures(db: Db, { id }: Client, currency: Currency) {
  const { paid, back, fees } = await db
    .selectFrom("transactions")
    .select(({ fn }) => [
      fn.sum<number | null>("amount_in").as("paid"),
      fn.sum<number | null>("amount_out").as("back"),
      fn.sum<number | null>("fees").as("fees"),
    ])
    .where("client_id", "=", id)
    .executeTakeFirstOrThrow();
  const expenses = Number(back ?? 0) + Number(fees ?? 0);
  return {
    grossRevenue: formatMoney(Number(paid ?? 0), currency),
    expenses: formatMoney(expenses, currency),
    income: formatMoney(Number(paid ?? 0) - expenses, currency),
  };
}

async function serviceFigures(db: Db, clientId: number) {
  const rows = await db
    .selectFrom("services")
    .innerJoin("products", "products.id", "services.product_id")
    .select(({ fn }) => ["products.type", "services.status", fn.countAll<number>().as("rows")])
    .where("client_id", "=", clientId)
    .groupBy(["products.type", "services.status"])
    .execute();
  const total = (type?: string, status?: "Active") =>
    rows
      .filter((row) => (type === undefined || row.type === type) && (status === undefined || row.status === status))
      .reduce((all, row) => all + Number(row.rows), 0);
  return {
    productsnumactivehosting: total("hostingaccount", "Active"),
    productsnumhosting: total("hostingaccount"),
    productsnumactivereseller: total("reselleraccount", "Active"),
    productsnumreseller: total("reselleraccount"),
    productsnumactiveservers: total("server", "Active"),
    productsnumservers: total("server"),
    productsnumactiveother: total("other", "Active"),
    productsnumother: total("other"),
    productsnumactive: total(undefined, "Active"),
    productsnumtotal: total(),
  };
}
