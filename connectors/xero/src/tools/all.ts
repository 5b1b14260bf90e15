/** Every tool, area by area, in the order in which they are listed. */
import type { Tool } from "../tool.js";
import { accountTools } from "./accounts.js";
import { bankTransactionTools } from "./bank-transactions.js";
import { contactTools } from "./contacts.js";
import { invoiceTools } from "./invoices.js";
import { paymentAndQuoteTools } from "./payments-and-quotes.js";
import { signInTools } from "./sign-in.js";

export const tools: readonly Tool[] = [
  ...signInTools,
  ...accountTools,
  ...contactTools,
  ...invoiceTools,
  ...bankTransactionTools,
  ...paymentAndQuoteTools,
];
