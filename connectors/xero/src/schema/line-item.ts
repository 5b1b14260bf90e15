/** Lines of invoices and bank transactions, as they are written and as they are read. */
import { z } from "zod";
import { decimal, fields, filled, id, oneOf, text } from "./input.js";
import { list, numbers, texts } from "./output.js";

const tracking = fields("a tracking entry", {
  TrackingCategoryID: id("The category's id").optional(),
  TrackingOptionID: id("The option's id").optional(),
  Name: text("The category's name").optional(),
  Option: text("The option's name").optional(),
});

const shape = {
  Description: filled("What the line is for").optional(),
  Quantity: decimal(4, "How many; 1 if left out").optional(),
  UnitAmount: decimal(4, "The price of one, in units of the currency (12.5 is twelve and a half)").optional(),
  LineAmount: decimal(
    2,
    "Quantity times UnitAmount less the discount; leave it out, or give it instead of one of the two",
  ).optional(),
  ItemCode: text("The code of an item that Xero knows", 30).optional(),
  AccountCode: text("The account: `Code` in list_accounts", 10).optional(),
  AccountID: id("The account: `AccountID` in list_accounts, instead of its code").optional(),
  TaxType: text("The tax rate's type, such as OUTPUT2 or NONE; that of the account if left out", 50).optional(),
  TaxAmount: decimal(2, "The tax, where it is not the rate's").optional(),
  // One below nothing would add to the line what its price does not show.
  DiscountRate: decimal(4, "Percent off; sales invoices only, not beside DiscountAmount", [0, 100]).optional(),
  DiscountAmount: decimal(4, "Amount off; sales invoices only, not beside DiscountRate", [0]).optional(),
  Tracking: z.array(tracking).max(2, "must have at most 2 entries").optional().describe("At most two"),
};

const twoDiscounts = ({ DiscountRate, DiscountAmount }: { DiscountRate?: unknown; DiscountAmount?: unknown }) =>
  DiscountRate === undefined || DiscountAmount === undefined;
const oneDiscount = "gives DiscountRate and DiscountAmount: a line has one of them";

/** A line of something new. */
export const newLine = fields("a line", shape, { computed: ["LineItemID"] }).refine(twoDiscounts, oneDiscount);

/** A line of something that exists: with its id, the same line changed; without, a new one. */
const changedLine = fields("a line", {
  LineItemID: id("The line that is kept or changed; a line without it is new").optional(),
  ...shape,
}).refine(twoDiscounts, oneDiscount);

/** A line as a change gives it. */
export type ChangedLine = z.output<typeof changedLine>;

/** All lines of something that exists. */
export const changedLines = (description: string) =>
  z
    .array(changedLine)
    .min(1, "must not be empty: an empty list removes nothing. Leave it out to keep the lines")
    .optional()
    .describe(description);

export const lineAmountTypes = oneOf(
  ["Exclusive", "Inclusive", "NoTax"],
  "Whether the amounts of lines are without tax (Exclusive), with it (Inclusive), or have none",
);

/** Lines as Xero gives them. */
export const lines = list(
  texts("LineItemID Description ItemCode AccountCode AccountID TaxType"),
  numbers("Quantity UnitAmount LineAmount TaxAmount DiscountRate DiscountAmount"),
);
