/** The actions on billing, in the order of the reference pages. */
import type { Action } from "../../declare/action.js";
import { acceptQuote } from "./accept-quote.js";
import { addCredit } from "./add-credit.js";
import { addInvoicePayment } from "./add-invoice-payment.js";
import { addTransaction } from "./add-transaction.js";
import { applyCreditAction } from "./apply-credit.js";
import { capturePayment } from "./capture-payment.js";
import { createInvoiceAction } from "./create-invoice.js";
import { createQuote } from "./create-quote.js";
import { deleteQuote } from "./delete-quote.js";
import { getCredits } from "./get-credits.js";
import { getInvoice } from "./get-invoice.js";
import { getInvoices } from "./get-invoices.js";
import { getQuotes } from "./get-quotes.js";
import { getTransactions } from "./get-transactions.js";
import { sendQuote } from "./send-quote.js";
import { updateInvoice } from "./update-invoice.js";
import { updateQuote } from "./update-quote.js";
import { updateTransaction } from "./update-transaction.js";

export const billingActions: readonly Action[] = [
  createInvoiceAction,
  updateInvoice,
  getInvoice,
  getInvoices,
  addInvoicePayment,
  capturePayment,
  applyCreditAction,
  addCredit,
  getCredits,
  addTransaction,
  updateTransaction,
  getTransactions,
  createQuote,
  updateQuote,
  sendQuote,
  acceptQuote,
  deleteQuote,
  getQuotes,
];
