/** AddTransaction. */
import { clientOf } from "../../books/client.js";
import { changeCredit } from "../../books/credit.js";
import { type Invoice, invoiceOf } from "../../books/invoice/find.js";
import { book } from "../../books/ledger.js";
import { checkPaymentMethod } from "../../books/payment-method.js";
import type { Context } from "../../context.js";
import { action } from "../../declare/action.js";
import type { InputOf } from "../../declare/param.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";
import { writeCents } from "../../money/cents.js";

const clientNotFound = "Client ID Not Found";
const invoiceNotFound = "Invoice ID Not Found";
const notOwner = "User ID does not own the given Invoice ID";
const currencyNotFound = "Currency ID Not Found";
const otherCurrency = "Currency ID does not match Client currency";
const needsCurrency = "A Currency ID is required for non-customer related transactions";
const needsMethod = "Payment Method is required";
const notUnique = "Transaction ID must be Unique";
const cancelled = "It is not possible to add a payment to an invoice that is Cancelled";
const negative = "The amounts of a transaction must not be negative";

const parameters = {
  paymentmethod: param.text("The payment method in system format"),
  userid: param.id("The client it belongs to", clientNotFound),
  invoiceid: param.id("The invoice it pays or refunds", invoiceNotFound),
  transid: param.text("The gateway's id of it; must be unique unless duplicates are allowed"),
  date: param.moment("When it was made (default: now)"),
  currencyid: param.id("Its currency, where it belongs to no client", currencyNotFound),
  description: param.text("What it was for"),
  amountin: param.money("What came in"),
  fees: param.money("What it cost"),
  amountout: param.money("What went out"),
  rate: param.rate("The rate of its currency to the default one"),
  credit: param.bool("Whether what came in is added to the client's credit; not with an invoice"),
  allowduplicatetransid: param.bool("Whether the gateway's id may be one that is there already"),
};

type Input = InputOf<typeof parameters>;

export const addTransaction = action({
  name: "AddTransaction",
  area: "billing",
  description: "Add a transaction to the ledger.",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters,
  response: {},
  errors: [
    clientNotFound,
    invoiceNotFound,
    notOwner,
    currencyNotFound,
    otherCurrency,
    needsCurrency,
    needsMethod,
    notUnique,
    cancelled,
    negative,
    "Invalid Payment Method. Valid options include $methods",
  ],
  example: {
    request: {
      paymentmethod: "mailin",
      userid: 1,
      transid: "A-1",
      description: "Cheque",
      amountin: "25.00",
      credit: true,
    },
    response: {},
  },
  async run(context, input) {
    const { amountin = 0, amountout = 0, transid = "" } = input;
    const invoice = input.invoiceid === undefined ? undefined : await invoiceOf(context.db, input.invoiceid);
    const clientId = await clientIdOf(context, input, invoice);
    await checkCurrency(context, input, clientId);
    if (!input.paymentmethod) throw refuse(needsMethod);
    await checkPaymentMethod(context, input.paymentmethod);
    if (amountin < 0 || amountout < 0) throw refuse(negative);
    if (invoice?.status === "Cancelled" && amountin > 0) throw refuse(cancelled);
    if (input.allowduplicatetransid !== true) await checkUnique(context, transid);
    const credited = input.credit === true && invoice === undefined && clientId !== undefined ? amountin : 0;
    const id = await book(context, {
      clientId: clientId ?? null,
      invoice,
      currencyId: clientId === undefined ? (input.currencyid ?? null) : null,
      paymentMethod: input.paymentmethod,
      date: input.date ?? context.now,
      description: input.description ?? "",
      amountIn: amountin,
      fees: input.fees ?? 0,
      amountOut: amountout,
      rateE5: input.rate,
      transactionId: transid,
      credited,
    });
    if (clientId !== undefined && credited > 0) {
      await changeCredit(context, clientId, credited, { description: `Credit from Transaction ID ${transid || id}` });
    }
    await context.log(`Added Transaction - Transaction ID: ${id} - In: ${writeCents(amountin)}`, clientId ?? null);
    return {};
  },
});

async function clientIdOf(context: Context, { userid }: Input, invoice: Invoice | undefined) {
  if (userid === undefined) return invoice?.client_id;
  await clientOf(context.db, userid, clientNotFound);
  if (invoice !== undefined && invoice.client_id !== userid) throw refuse(notOwner);
  return userid;
}

async function checkCurrency({ db }: Context, { currencyid }: Input, clientId: number | undefined): Promise<void> {
  if (currencyid === undefined || currencyid === 0) {
    if (clientId === undefined) throw refuse(needsCurrency);
    return;
  }
  const currency = await db.selectFrom("currencies").select("id").where("id", "=", currencyid).executeTakeFirst();
  if (currency === undefined) throw refuse(currencyNotFound);
  if (clientId === undefined) return;
  const client = await clientOf(db, clientId);
  if (client.currency_id !== currencyid) throw refuse(otherCurrency);
}

async function checkUnique({ db }: Context, transid: string): Promise<void> {
  if (transid === "") return;
  const taken = await db
    .selectFrom("transactions")
    .select("id")
    .where("transaction_id", "=", transid)
    .executeTakeFirst();
  if (taken !== undefined) throw refuse(notUnique);
}
