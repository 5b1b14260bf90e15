/** UpdateInvoice. */
import { addLines, changeLines, deleteLines, missingVariables } from "../../books/invoice/edit.js";
import { type Invoice, invoiceOf } from "../../books/invoice/find.js";
import { notADraft, publish } from "../../books/invoice/publish.js";
import { recalculate } from "../../books/invoice/recalculate.js";
import { setStatus } from "../../books/invoice/status.js";
import { checkPaymentMethod } from "../../books/payment-method.js";
import { isOn } from "../../books/settings.js";
import type { Context } from "../../context.js";
import { type InvoiceStatus, invoiceStatuses } from "../../database/words.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import type { InputOf } from "../../declare/param.js";
import * as param from "../../declare/param.js";
import { list, map } from "../../declare/params.js";
import { refuse } from "../../declare/refuse.js";

const notFound = "Invoice ID Not Found";
const badCredit = "The credit of an invoice must be from 0 to the sum of its lines and taxes";

const parameters = {
  invoiceid: param.required(param.id("The invoice to update", notFound), notFound),
  status: param.text("The status to give it"),
  paymentmethod: param.text("The payment method in system format"),
  taxrate: param.percent("The first level tax rate"),
  taxrate2: param.percent("The second level tax rate"),
  credit: param.money("The credit applied to it; the client's credit is left alone"),
  date: param.day("The date of the invoice YYYY-mm-dd"),
  duedate: param.day("The day until which it is to be paid YYYY-mm-dd"),
  datepaid: param.moment("When it was paid YYYY-mm-dd HH:mm:ss"),
  notes: param.text("The notes on the invoice"),
  itemdescription: map(param.text("The descriptions of lines being changed, by line id")),
  itemamount: map(param.money("The amounts of lines being changed, by line id")),
  itemtaxed: map(param.bool("Whether lines being changed are taxed, by line id")),
  newitemdescription: map(param.text("The descriptions of new lines")),
  newitemamount: map(param.money("The amounts of new lines")),
  newitemtaxed: map(param.bool("Whether new lines are taxed")),
  deletelineids: list(param.int("The ids of lines to delete")),
  publish: param.bool("Whether to publish the invoice, which must be a draft"),
  publishandsendemail: param.bool("Whether to publish the invoice, which must be a draft, and mail it"),
};

type Input = InputOf<typeof parameters>;

export const updateInvoice = action({
  name: "UpdateInvoice",
  area: "billing",
  description: "Update an invoice; only what is given changes.",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters,
  response: { invoiceid: field.int("The invoice id") },
  errors: [
    notFound,
    notADraft,
    missingVariables,
    "Invalid status $status",
    "You cannot modify an Invoice that is $status.",
    "Invalid Payment Method. Valid options include $methods",
    badCredit,
    "The invoice's total is too large",
  ],
  example: {
    request: {
      invoiceid: 1,
      notes: "Thank you",
      itemdescription: { 1: "Changed Invoice Item" },
      itemamount: { 1: "10.00" },
      itemtaxed: { 1: false },
      newitemdescription: ["New Invoice Item"],
      newitemamount: ["5.00"],
      newitemtaxed: [true],
    },
    response: { invoiceid: 1 },
  },
  async run(context, input) {
    const invoice = await invoiceOf(context.db, input.invoiceid, notFound);
    const status = statusOf(input.status);
    checkMutable(context, invoice, input);
    await checkPaymentMethod(context, input.paymentmethod);
    const isMailed = input.publishandsendemail === true;
    const current = input.publish === true || isMailed ? await publish(context, invoice, isMailed) : invoice;
    await changeFields(context, current, input);
    if (await changesLines(context, input)) await recalculate(context, current.id);
    const changed = await changeCredit(context, input);
    if (status !== undefined) {
      const paidAt = input.datepaid ?? context.now;
      await setStatus(context, changed, status, { paidAt, noemail: true });
    }
    await context.log(`Modified Invoice - Invoice ID: ${invoice.id}`, invoice.client_id);
    return { invoiceid: invoice.id };
  },
});

function statusOf(given: string | undefined): InvoiceStatus | undefined {
  if (given === undefined || given === "") return undefined;
  const status = invoiceStatuses.find((each) => each === given);
  if (status === undefined) throw refuse(`Invalid status ${given}`);
  return status;
}

/** Where invoices are immutable, what a client was told stays: lines, rates, credit and dates of all but drafts. */
function checkMutable({ settings }: Context, { status }: Invoice, input: Input): void {
  if (status === "Draft" || !isOn(settings.ImmutableInvoices)) return;
  const {
    invoiceid: _,
    status: __,
    paymentmethod: ___,
    notes: ____,
    publish: _____,
    publishandsendemail: ______,
    ...rest
  } = input;
  if (Object.values(rest).some((value) => value !== undefined)) {
    throw refuse(`You cannot modify an Invoice that is ${status}.`);
  }
}

async function changeFields(context: Context, { id, status }: Invoice, input: Input): Promise<void> {
  const { paymentmethod, date, duedate, notes, taxrate, taxrate2 } = input;
  const isPaid = status === "Paid" || status === "Refunded";
  await context.db
    .updateTable("invoices")
    .set({
      ...(paymentmethod ? { payment_method: paymentmethod } : {}),
      ...(date === undefined ? {} : { date }),
      ...(duedate === undefined ? {} : { due_date: duedate }),
      ...(input.datepaid !== undefined && isPaid ? { paid_at: input.datepaid } : {}),
      ...(notes === undefined ? {} : { notes }),
      ...(taxrate === undefined ? {} : { tax_rate: taxrate }),
      ...(taxrate2 === undefined ? {} : { tax_rate2: taxrate2 }),
      updated_at: context.now,
    })
    .where("id", "=", id)
    .execute();
  if (paymentmethod) await context.hook("InvoiceChangeGateway", { invoiceid: id, paymentmethod });
}

/** Says whether the totals have to be brought up to something. */
async function changesLines(context: Context, input: Input): Promise<boolean> {
  const { invoiceid } = input;
  const isChanged = await changeLines(context, invoiceid, {
    descriptions: input.itemdescription,
    amounts: input.itemamount,
    taxed: input.itemtaxed,
  });
  const isAdded = await addLines(context, invoiceid, {
    descriptions: input.newitemdescription,
    amounts: input.newitemamount,
    taxed: input.newitemtaxed,
  });
  const isDeleted = await deleteLines(context, invoiceid, input.deletelineids ?? []);
  return isChanged || isAdded || isDeleted || input.taxrate !== undefined || input.taxrate2 !== undefined;
}

async function changeCredit({ db, now }: Context, { invoiceid, credit }: Input): Promise<Invoice> {
  const invoice = await invoiceOf(db, invoiceid);
  if (credit === undefined) return invoice;
  const gross = invoice.total + invoice.credit;
  if (credit < 0 || credit > Math.max(0, gross)) throw refuse(badCredit);
  return await db
    .updateTable("invoices")
    .set({ credit, total: gross - credit, updated_at: now })
    .where("id", "=", invoiceid)
    .returningAll()
    .executeTakeFirstOrThrow();
}
