/** The operations that make and change invoices. */
import { unitPlacesOf } from "../documents/unit-places.js";
import { Invalid, type Json, saveAll, saveSingle } from "../http/batch.js";
import type { Context } from "../http/context.js";
import type { Operation } from "../http/operation.js";
import { notFound } from "../http/refusal.js";
import { invoice, type SentInvoice } from "./invoice-kind.js";
import { findInvoice } from "./read-invoices.js";
import { saveInvoice } from "./save-invoice.js";

const elements = {
  plural: "Invoices",
  singular: "Invoice",
  kind: invoice,
  unsaved: { InvoiceID: "00000000-0000-0000-0000-000000000000" },
  flaw: "HasErrors",
} as const;

const need = { area: "invoices", writes: true } as const;

/** The operation `createInvoices`. */
export const createInvoices: Operation = {
  name: "createInvoices",
  method: "PUT",
  path: "Invoices",
  need,
  answer(context, request) {
    const unitPlaces = unitPlacesOf(request.parameters);
    const save = async (inside: Context, sent: SentInvoice): Promise<Json> => {
      if (sent.InvoiceID !== undefined) throw new Invalid(["An InvoiceID cannot be given to a new invoice"]);
      return await saveInvoice(inside, sent, undefined, unitPlaces);
    };
    return saveAll(context, request, { ...elements, save });
  },
};

/** The operation `updateOrCreateInvoices`: an id or the number of a sale says which one is changed. */
export const updateOrCreateInvoices: Operation = {
  name: "updateOrCreateInvoices",
  method: "POST",
  path: "Invoices",
  need,
  answer(context, request) {
    const unitPlaces = unitPlacesOf(request.parameters);
    const save = async (inside: Context, sent: SentInvoice): Promise<Json> =>
      await saveInvoice(inside, sent, await meant(inside, sent), unitPlaces);
    return saveAll(context, request, { ...elements, save });
  },
};

async function meant(context: Context, { InvoiceID, InvoiceNumber, Type }: SentInvoice) {
  if (InvoiceID !== undefined) {
    const found = await findInvoice(context, InvoiceID);
    if (found === undefined) throw new Invalid(["The InvoiceID is not of an invoice of this organisation"]);
    return found;
  }
  const found = InvoiceNumber && Type !== "ACCPAY" ? await findInvoice(context, InvoiceNumber) : undefined;
  const isMeant = found?.type === "ACCREC" && found.status !== "DELETED" && found.status !== "VOIDED";
  return isMeant ? found : undefined;
}

/** The operation `updateInvoice`: the path says which one. */
export const updateInvoice: Operation = {
  name: "updateInvoice",
  method: "POST",
  path: "Invoices/:id",
  need,
  async answer(context, request) {
    const unitPlaces = unitPlacesOf(request.parameters);
    const before = await findInvoice(context, request.id);
    if (before === undefined) throw notFound();
    const { contact_name: _, ...row } = before;
    const save = async (inside: Context, sent: SentInvoice): Promise<Json> => {
      if (sent.InvoiceID !== undefined && !isSame(sent.InvoiceID, row.id)) {
        throw new Invalid(["The InvoiceID in the body is not the one in the address"]);
      }
      return await saveInvoice(inside, sent, row, unitPlaces);
    };
    return saveSingle(context, request, { ...elements, save });
  },
};

/** Xero's own example sends an id of zeros. */
function isSame(sent: string, id: string): boolean {
  return sent === id || sent === elements.unsaved.InvoiceID;
}
