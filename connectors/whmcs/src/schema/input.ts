/**
 * The kinds of argument that the tools take, each with the description an agent reads.
 *
 * Types stay those of the documented API; what narrows them here is what WHMCS would misread, such as a fraction of an id
 * or a tenth of a cent. No message repeats a value.
 */
import { isCalendarDate } from "@turnpike/connector-kit";
import { z } from "zod";
import { isPlainDecimal } from "../api/form.js";

const maxId = 2_147_483_647;
const whole = z.number().multipleOf(1, "must be a whole number");

// Many answers of WHMCS have their ids as text, and a model passes on what it reads.
const unquoted = (value: unknown): unknown =>
  typeof value === "string" && /^[1-9]\d{0,9}$/.test(value) ? Number(value) : value;

const idNumber = whole.min(1, "an id is 1 or more").max(maxId, "no id is that large");

/** The id of something: a number, as a number or in digits. */
export const id = (description: string) => z.preprocess(unquoted, idNumber).describe(description);

/** Text, which may be empty: an empty one clears the field. */
export const text = (description: string) => z.string().describe(description);

/** Text that must say something. */
export const filled = (description: string) => z.string().min(1, "must not be empty").describe(description);

/** Yes or no. */
export const flag = (description: string) => z.boolean().describe(description);

/** One of a few words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words, description: string) =>
  z.enum(words).describe(description);

/** A day. */
export const date = (description: string) =>
  z
    .string()
    .refine(isCalendarDate, "must be a day of the calendar, written YYYY-MM-DD")
    .describe(`${description}, YYYY-MM-DD`);

/** An e-mail address. */
export const email = (description: string) => z.email("must be an e-mail address").describe(description);

const cents = z
  .number()
  .refine(
    (amount) => isPlainDecimal(amount) && /^-?\d{1,10}(\.\d{1,2})?$/.test(String(amount)),
    "must be an amount with at most two decimals and ten digits before them",
  );

/** An amount of money that may be negative. */
export const amount = (description: string) => cents.describe(description);

/** An amount of money, 0 or more. */
export const cost = (description: string) => cents.min(0, "must be 0 or more").describe(description);

/** An amount of money above 0. */
export const payment = (description: string) => cents.gt(0, "must be more than 0").describe(description);

/** A tax rate in percent. */
export const percent = (description: string) =>
  z
    .number()
    .min(0, "must be 0 or more")
    .max(100, "must be 100 or less: 19 means 19 %")
    .refine(isPlainDecimal, "must be a plain decimal")
    .describe(description);

export const clientId = id("The client's id: `id` in whmcs_get_clients. No invoice, order, user or staff id");
/** The same id where the API's name misleads. */
export const clientAsUserId = id(
  "The client's id (WHMCS says userid here and means the client): `id` in whmcs_get_clients. No login user's, invoice or staff id",
);
export const invoiceId = id("The invoice's id: `id` in whmcs_get_invoices. Not `invoicenum`, the printed number");
export const quoteId = id("The quote's id: `id` in whmcs_get_quotes");
export const ticketId = id("The ticket's id: `id` in whmcs_get_tickets. Not `tid`, the number that clients see");
export const departmentId = id("The department's id: `id` in whmcs_get_support_departments");
export const orderId = id("The order's id: `id` in whmcs_get_orders. Not `ordernum`, the number that clients see");
export const serviceId = id("The service's id: `id` in whmcs_get_client_products. Not `pid`, the product's id");
export const domainId = id("The domain's id: `id` in whmcs_get_client_domains");
export const gateway = filled(
  "The payment gateway's system name: `module` in whmcs_get_payment_methods, such as banktransfer; not the name it is shown by",
);
export const markdown = flag("Whether the text is Markdown; plain text if left out");
export const noEmail = flag("true keeps WHMCS from mailing the client about it; if left out, the mail is sent");

/** Which part of a long list to give. */
export const paging = {
  limitstart: whole
    .min(0, "must be 0 or more")
    .max(maxId, "no list is that long")
    .optional()
    .describe("How many to skip; 0 if left out"),
  limitnum: whole
    .min(1, "must be 1 or more")
    .max(maxId, "no list is that long")
    .optional()
    .describe("How many to give; 25 if left out. `totalresults` in the answer tells whether there are more"),
};
