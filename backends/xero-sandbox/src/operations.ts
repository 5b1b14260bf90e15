/** Every operation of the accounting API that the sandbox answers. */
import { getAccounts } from "./accounts/get-accounts.js";
import { getReportBalanceSheet } from "./balance-sheet/get-balance-sheet.js";
import { getBankTransaction, getBankTransactions } from "./bank-transactions/get-transactions.js";
import {
  createBankTransactions,
  updateBankTransaction,
  updateOrCreateBankTransactions,
} from "./bank-transactions/save-transactions.js";
import { getContacts } from "./contacts/get-contacts.js";
import { createContacts, updateOrCreateContacts } from "./contacts/save-contacts.js";
import type { Operation } from "./http/operation.js";
import { getInvoice, getInvoices } from "./invoices/get-invoices.js";
import { createInvoices, updateInvoice, updateOrCreateInvoices } from "./invoices/save-invoices.js";
import { getOrganisations } from "./organisation/get-organisation.js";
import { getPayment, getPayments } from "./payments/get-payments.js";
import { createPayment, createPayments, deletePayment } from "./payments/save-payments.js";
import { getQuotes } from "./quotes/get-quotes.js";
import { createQuotes, updateOrCreateQuotes } from "./quotes/save-quotes.js";

export const operations: readonly Operation[] = [
  getOrganisations,
  getAccounts,
  getContacts,
  createContacts,
  updateOrCreateContacts,
  getInvoices,
  createInvoices,
  updateOrCreateInvoices,
  getInvoice,
  updateInvoice,
  getBankTransactions,
  createBankTransactions,
  updateOrCreateBankTransactions,
  getBankTransaction,
  updateBankTransaction,
  getPayments,
  createPayments,
  createPayment,
  getPayment,
  deletePayment,
  getQuotes,
  createQuotes,
  updateOrCreateQuotes,
  getReportBalanceSheet,
];
