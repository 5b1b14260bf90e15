/** Lists of quotes. */
import { type Expression, type SqlBool, sql } from "kysely";
import { among, listConditions } from "../http/list.js";
import { type ApiRequest, done, type Operation } from "../http/operation.js";
import { pageOf, pagingOf } from "../http/paging.js";
import { badQuery } from "../http/refusal.js";
import type { Fields } from "../where/fields.js";
import { parseOrder } from "../where/order.js";
import { quoteStatuses } from "./quote-kind.js";
import { selectQuotes, writeQuotes } from "./read-quotes.js";

/** Quotes can be ordered, not filtered by `where`. */
const fields: Fields = {
  QuoteID: { type: "guid", sql: sql`quotes.id` },
  QuoteNumber: { type: "text", sql: sql`quotes.number` },
  Status: { type: "text", sql: sql`quotes.status` },
  Reference: { type: "text", sql: sql`quotes.reference` },
  Title: { type: "text", sql: sql`quotes.title` },
  Date: { type: "day", sql: sql`quotes.date` },
  ExpiryDate: { type: "day", sql: sql`quotes.expiry_date` },
  SubTotal: { type: "amount", sql: sql`quotes.sub_total` },
  TotalTax: { type: "amount", sql: sql`quotes.total_tax` },
  Total: { type: "amount", sql: sql`quotes.total` },
  UpdatedDateUTC: { type: "moment", sql: sql`quotes.updated_at` },
  "Contact.Name": { type: "text", sql: sql`contacts.name` },
};

/** The operation `getQuotes`: up to a hundred at a time, always with their lines. */
export const getQuotes: Operation = {
  name: "getQuotes",
  method: "GET",
  path: "Quotes",
  need: { area: "invoices", writes: false },
  async answer(context, request) {
    const { db, organisation } = context;
    const { parameters } = request;
    const conditions = [...listConditions(request, "quotes", organisation.id, fields), ...further(request)];
    const query = selectQuotes(db).where((eb) => eb.and(conditions));
    const order = parseOrder(parameters.text("order"), fields);
    const paging = pagingOf(parameters) ?? { page: 1, pageSize: 100 };
    const { rows } = await pageOf(query, { order, last: sql`quotes.rowid`, paging });
    return done({ Quotes: await writeQuotes(context, rows) });
  },
};

function further({ parameters }: ApiRequest): Expression<SqlBool>[] {
  const status = parameters.text("Status")?.toUpperCase();
  if (status !== undefined && !quoteStatuses.some((each) => each === status)) {
    throw badQuery(`The parameter Status must be one of ${quoteStatuses.join(", ")}`);
  }
  const number = parameters.text("QuoteNumber");
  const contact = parameters.guid("ContactID");
  const bounds = [
    [parameters.day("DateFrom"), sql`quotes.date >=`],
    [parameters.day("DateTo"), sql`quotes.date <=`],
    [parameters.day("ExpiryDateFrom"), sql`quotes.expiry_date >=`],
    [parameters.day("ExpiryDateTo"), sql`quotes.expiry_date <=`],
  ] as const;
  return [
    ...among("quotes.status", status === undefined ? [] : [status]),
    ...among("quotes.number", number === undefined ? [] : [number]),
    ...among("quotes.contact_id", contact === undefined ? [] : [contact]),
    ...bounds.flatMap(([day, bound]) => (day === undefined ? [] : [sql<SqlBool>`${bound} ${day}`])),
  ];
}
