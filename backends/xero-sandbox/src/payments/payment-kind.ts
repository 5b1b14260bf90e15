/** A payment as it is sent. */
import { accountReference } from "../bank-transactions/transaction-kind.js";
import { day, decimal, flag, guid, object, type Sent, text, word } from "../http/shape.js";

const anything = object({});

const paymentShape = {
  PaymentID: guid,
  Invoice: object({ InvoiceID: guid, InvoiceNumber: text }),
  InvoiceNumber: text,
  CreditNote: anything,
  Prepayment: anything,
  Overpayment: anything,
  Account: accountReference,
  Code: text,
  Date: day,
  CurrencyRate: decimal(6),
  Amount: decimal(2),
  Reference: text,
  IsReconciled: flag,
  Status: word(["AUTHORISED", "DELETED"]),
};

export type SentPayment = Sent<typeof paymentShape>;
export const payment = object(paymentShape);

/** How long texts may be. */
export const paymentLengths: Readonly<Record<string, number>> = { Reference: 255 };
