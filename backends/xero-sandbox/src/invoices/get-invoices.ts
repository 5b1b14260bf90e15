/** Lists of invoices, and one. */
import { type Expression, type SqlBool, sql } from "kysely";
import { unitPlacesOf } from "../documents/unit-places.js";
import { among, listConditions } from "../http/list.js";
import { type ApiRequest, done, type Operation } from "../http/operation.js";
import { pageOf, pagingOf } from "../http/paging.js";
import { badQuery, notFound } from "../http/refusal.js";
import { currencyOf, type Fields } from "../where/fields.js";
import { parseOrder } from "../where/order.js";
import { findInvoice, selectInvoices, writeInvoices } from "./read-invoices.js";
import { writeInvoiceSummary } from "./write-invoice.js";

const due = sql`case when invoices.status in ('VOIDED', 'DELETED') then 0 else invoices.total - invoices.amount_paid end`;

const fields: Fields = {
  InvoiceID: { type: "guid", sql: sql`invoices.id` },
  InvoiceNumber: { type: "text", sql: sql`invoices.number` },
  Type: { type: "text", sql: sql`invoices.type` },
  Status: { type: "text", sql: sql`invoices.status` },
  Reference: { type: "text", sql: sql`invoices.reference` },
  Url: { type: "text", sql: sql`invoices.url` },
  Date: { type: "day", sql: sql`invoices.date` },
  DueDate: { type: "day", sql: sql`invoices.due_date` },
  FullyPaidOnDate: { type: "day", sql: sql`invoices.fully_paid_on` },
  ExpectedPaymentDate: { type: "day", sql: sql`invoices.expected_payment_date` },
  PlannedPaymentDate: { type: "day", sql: sql`invoices.planned_payment_date` },
  LineAmountTypes: { type: "text", sql: sql`invoices.line_amount_types` },
  SubTotal: { type: "amount", sql: sql`invoices.sub_total` },
  TotalTax: { type: "amount", sql: sql`invoices.total_tax` },
  Total: { type: "amount", sql: sql`invoices.total` },
  AmountDue: { type: "amount", sql: due },
  AmountPaid: { type: "amount", sql: sql`invoices.amount_paid` },
  AmountCredited: { type: "amount", sql: sql`0` },
  CurrencyCode: { type: "text", sql: currencyOf("invoices") },
  BrandingThemeID: { type: "guid", sql: sql`invoices.branding_theme_id` },
  SentToContact: { type: "flag", sql: sql`invoices.sent_to_contact` },
  IsDiscounted: { type: "flag", sql: sql`invoices.total_discount <> 0` },
  HasAttachments: { type: "flag", sql: sql`0` },
  UpdatedDateUTC: { type: "moment", sql: sql`invoices.updated_at` },
  "Contact.ContactID": { type: "guid", sql: sql`contacts.id` },
  "Contact.Name": { type: "text", sql: sql`contacts.name` },
  "Contact.ContactNumber": { type: "text", sql: sql`contacts.contact_number` },
};

const statuses = ["DRAFT", "SUBMITTED", "DELETED", "AUTHORISED", "PAID", "VOIDED"];

/** The operation `getInvoices`: without a page, invoices come without their lines. */
export const getInvoices: Operation = {
  name: "getInvoices",
  method: "GET",
  path: "Invoices",
  need: { area: "invoices", writes: false },
  async answer(context, request) {
    const { db, organisation, clientId } = context;
    const { parameters } = request;
    const conditions = [
      ...listConditions(request, "invoices", organisation.id, fields),
      ...further(request),
      ...(parameters.flag("createdByMyApp") ? [sql<SqlBool>`invoices.client_id = ${clientId}`] : []),
    ];
    const query = selectInvoices(db).where((eb) => eb.and(conditions));
    const paging = pagingOf(parameters);
    const order = parseOrder(parameters.text("order"), fields);
    const unitPlaces = unitPlacesOf(parameters);
    const { rows, pagination } = await pageOf(query, { order, last: sql`invoices.rowid`, paging });
    const Invoices = parameters.flag("summaryOnly")
      ? rows.map((row) => writeInvoiceSummary(row, organisation.base_currency))
      : await writeInvoices(context, rows, { unitPlaces, withLines: paging !== undefined });
    return done({ ...(pagination && { pagination }), Invoices });
  },
};

function further({ parameters }: ApiRequest): Expression<SqlBool>[] {
  const term = parameters.text("searchTerm");
  const asked = parameters.list("Statuses").map((status) => status.toUpperCase());
  if (asked.some((status) => !statuses.includes(status))) {
    throw badQuery(`The parameter Statuses must be of ${statuses.join(", ")}`);
  }
  const found = ["invoices.number", "invoices.reference"].map(
    (column) => sql<SqlBool>`instr(lower(${sql.ref(column)}), lower(${term})) > 0`,
  );
  return [
    ...among("invoices.id", parameters.guids("IDs")),
    ...among("invoices.number", parameters.list("InvoiceNumbers")),
    ...among("invoices.contact_id", parameters.guids("ContactIDs")),
    ...among("invoices.status", asked),
    ...(term === undefined ? [] : [sql<SqlBool>`(${sql.join(found, sql` or `)})`]),
    // What includeArchived adds on invoices is not public: invoices of archived contacts.
    ...(parameters.flag("includeArchived") || parameters.guids("ContactIDs").length > 0
      ? []
      : [sql<SqlBool>`contacts.status = 'ACTIVE'`]),
  ];
}

/** The operation `getInvoice`: by id or by number. */
export const getInvoice: Operation = {
  name: "getInvoice",
  method: "GET",
  path: "Invoices/:id",
  need: { area: "invoices", writes: false },
  async answer(context, { id, parameters }) {
    const unitPlaces = unitPlacesOf(parameters);
    const row = await findInvoice(context, id);
    if (row === undefined) throw notFound();
    return done({ Invoices: await writeInvoices(context, [row], { unitPlaces, withLines: true }) });
  },
};
