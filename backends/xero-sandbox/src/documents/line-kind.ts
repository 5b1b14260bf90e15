/** A line of a document as it is sent. */
import { decimal, guid, list, object, type Sent, text } from "../http/shape.js";

const trackingShape = { TrackingCategoryID: guid, TrackingOptionID: guid, Name: text, Option: text };

const lineShape = {
  LineItemID: guid,
  Description: text,
  Quantity: decimal(4),
  UnitAmount: decimal(4),
  ItemCode: text,
  AccountCode: text,
  AccountID: guid,
  TaxType: text,
  TaxAmount: decimal(2),
  LineAmount: decimal(2),
  DiscountRate: decimal(2),
  DiscountAmount: decimal(2),
  Tracking: list(object(trackingShape)),
};

export type SentLine = Sent<typeof lineShape>;

/** Lines, in their order. */
export const lineItems = list(object(lineShape));
