/** An invoice under the names that answers have for its columns. */
import type { Invoice } from "./find.js";

export function answered(invoice: Invoice) {
  return {
    id: invoice.id,
    userid: invoice.client_id,
    invoicenum: invoice.number,
    date: invoice.date,
    duedate: invoice.due_date,
    datepaid: invoice.paid_at,
    date_refunded: invoice.refunded_at,
    date_cancelled: invoice.cancelled_at,
    subtotal: invoice.subtotal,
    credit: invoice.credit,
    tax: invoice.tax,
    tax2: invoice.tax2,
    total: invoice.total,
    taxrate: invoice.tax_rate,
    taxrate2: invoice.tax_rate2,
    status: invoice.status,
    paymentmethod: invoice.payment_method,
    notes: invoice.notes,
    last_capture_attempt: invoice.last_capture_attempt_at,
    created_at: invoice.created_at,
    updated_at: invoice.updated_at,
    paymethodid: null,
  };
}
