/** Words that tables, actions and documents share. */

export const invoiceStatuses = [
  "Draft",
  "Unpaid",
  "Paid",
  "Cancelled",
  "Refunded",
  "Collections",
  "Payment Pending",
] as const;
export type InvoiceStatus = (typeof invoiceStatuses)[number];

export const quoteStages = ["Draft", "Delivered", "On Hold", "Accepted", "Lost", "Dead"] as const;
export type QuoteStage = (typeof quoteStages)[number];
