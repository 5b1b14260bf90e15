/** GetInvoices. */
import { answered } from "../../books/invoice/answered.js";
import type { Invoice } from "../../books/invoice/find.js";
import type { Context } from "../../context.js";
import { keptCount, keptCountBelow, page } from "../../database/list.js";
import type { Db } from "../../database/tables.js";
import { invoiceStatuses } from "../../database/words.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

const orders = {
  id: "id",
  invoicenumber: "number",
  date: "date",
  duedate: "due_date",
  total: "total",
  status: "status",
} as const;

export const getInvoices = action({
  name: "GetInvoices",
  area: "billing",
  description: "Retrieve a list of invoices.",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: {
    limitstart: param.count("The offset for the returned invoice data (default: 0)"),
    limitnum: param.count("The number of records to return (default: 25)"),
    userid: param.int("Find invoices for a specific client id"),
    status: param.text(
      "Find invoices for a specific status: one of those an invoice can have, or Overdue, which is Unpaid and past its due date",
    ),
    orderby: param.text(
      `The field to sort results by: ${Object.keys(orders).join(", ")} (default: id, for Overdue duedate)`,
    ),
    order: param.text("Order sort attribute, asc or desc (default: desc)"),
  },
  response: {
    totalresults: field.int("The total number of results available"),
    startnumber: field.int("The starting number for the returned results"),
    numreturned: field.int("The number of results returned"),
    invoices: field.list("invoice", "The invoices that match", {
      id: field.int("The invoice id"),
      userid: field.int("The client id"),
      firstname: field.text("The client's first name"),
      lastname: field.text("The client's last name"),
      companyname: field.text("The client's company"),
      invoicenum: field.text("The invoice's own number, empty when it has none"),
      date: field.day("The date of the invoice"),
      duedate: field.day("The day until which it is to be paid"),
      datepaid: field.moment("When it was paid"),
      last_capture_attempt: field.moment("When a card was last charged for it"),
      date_refunded: field.moment("When it was refunded"),
      date_cancelled: field.moment("When it was cancelled"),
      subtotal: field.money("The lines, net of tax"),
      credit: field.money("The credit applied to it"),
      tax: field.money("The first level of tax"),
      tax2: field.money("The second level of tax"),
      total: field.money("What is to be paid once credit is taken off"),
      taxrate: field.percent("The rate of the first level, in percent"),
      taxrate2: field.percent("The rate of the second level, in percent"),
      status: field.text("The status"),
      paymentmethod: field.text("The payment method in system format"),
      paymethodid: field.nullable(field.int("The stored way to pay; always null")),
      notes: field.text("The notes on the invoice"),
      created_at: field.moment("When it was made"),
      updated_at: field.moment("When it was last changed"),
      currencycode: field.text("The code of the client's currency"),
      currencyprefix: field.text("What stands before an amount in it"),
      currencysuffix: field.text("What stands after an amount in it"),
    }),
  },
  errors: [],
  example: {
    request: { limitnum: 2, userid: 1, status: "Unpaid", orderby: "duedate", order: "asc" },
    response: {
      totalresults: 1,
      startnumber: 0,
      numreturned: 1,
      invoices: {
        invoice: [
          {
            id: 1,
            userid: 1,
            firstname: "One",
            lastname: "Client",
            companyname: "",
            invoicenum: "",
            date: "2026-03-10",
            duedate: "2026-03-24",
            datepaid: "0000-00-00 00:00:00",
            last_capture_attempt: "0000-00-00 00:00:00",
            date_refunded: "0000-00-00 00:00:00",
            date_cancelled: "0000-00-00 00:00:00",
            subtotal: "16.95",
            credit: "0.00",
            tax: "0.10",
            tax2: "0.00",
            total: "17.05",
            taxrate: "10.000",
            taxrate2: "0.000",
            status: "Unpaid",
            paymentmethod: "mailin",
            paymethodid: null,
            notes: "",
            created_at: "2026-03-10 12:00:00",
            updated_at: "2026-03-10 12:00:00",
            currencycode: "USD",
            currencyprefix: "$",
            currencysuffix: " USD",
          },
        ],
      },
    },
  },
  async run(context, input) {
    const { db, today } = context;
    const { userid, status = "" } = input;
    const isOverdue = status === "Overdue";
    const direction = input.order?.toLowerCase() === "asc" ? "asc" : "desc";
    const by = orders[input.orderby as keyof typeof orders] ?? (isOverdue ? "due_date" : "id");
    let query = db.selectFrom("invoices").selectAll();
    if (userid !== undefined) query = query.where("client_id", "=", userid);
    if (isOverdue) query = query.where("status", "=", "Unpaid");
    // What is no status is the status of no invoice.
    else if (status !== "") query = query.where("status", "=", invoiceStatuses.find((each) => each === status) ?? null);
    if (isOverdue && by === "due_date") query = query.where("due_date", "<", today);
    // In another order its index is walked, past the few that are not due yet, rather than all that are overdue sorted.
    else if (isOverdue) query = query.where("id", "not in", notYetDue(db, today));
    const ordered =
      by === "id" ? query.orderBy("id", direction) : query.orderBy(by, direction).orderBy("id", direction);
    const { rows, ...counts } = await page(db, ordered, input, await totalOf(context, userid, status));
    return { ...counts, invoices: await withClients(context, rows) };
  },
});

function notYetDue(db: Db, today: string) {
  return db.selectFrom("invoices").select("id").where("status", "=", "Unpaid").where("due_date", ">=", today);
}

async function totalOf(
  { db, today }: Context,
  userid: number | undefined,
  status: string,
): Promise<number | undefined> {
  if (status !== "Overdue") {
    return await keptCount(db, "invoices", { client_id: userid, status: status === "" ? undefined : status });
  }
  if (userid !== undefined) return undefined;
  return await keptCountBelow(db, "invoices", ["status", "due_date"], ["Unpaid"], today);
}

/** The invoices of a page with what an answer says of their clients. */
async function withClients({ db }: Context, invoices: readonly Invoice[]) {
  if (invoices.length === 0) return [];
  const clients = await db
    .selectFrom("clients")
    .innerJoin("currencies", "currencies.id", "clients.currency_id")
    .select(["clients.id", "firstname", "lastname", "companyname", "code", "prefix", "suffix"])
    .where("clients.id", "in", [...new Set(invoices.map(({ client_id }) => client_id))])
    .execute();
  const byId = new Map(
    clients.map(({ id, code, prefix, suffix, ...names }) => [
      id,
      { ...names, currencycode: code, currencyprefix: prefix, currencysuffix: suffix },
    ]),
  );
  return invoices.flatMap((invoice) => {
    const client = byId.get(invoice.client_id);
    return client === undefined ? [] : [{ ...client, ...answered(invoice) }];
  });
}
