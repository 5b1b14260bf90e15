/** Every operation of the accounting API that the sandbox answers. */
import { getAccounts } from "./accounts/get-accounts.js";
import { getContacts } from "./contacts/get-contacts.js";
import { createContacts, updateOrCreateContacts } from "./contacts/save-contacts.js";
import type { Operation } from "./http/operation.js";
import { getInvoice, getInvoices } from "./invoices/get-invoices.js";
import { createInvoices, updateInvoice, updateOrCreateInvoices } from "./invoices/save-invoices.js";
import { getOrganisations } from "./organisation/get-organisation.js";

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
];
