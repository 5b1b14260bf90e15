/** Lists of contacts. */
import { type Expression, type SqlBool, sql } from "kysely";
import { among, listConditions } from "../http/list.js";
import { type ApiRequest, done, type Operation } from "../http/operation.js";
import { pageOf, pagingOf } from "../http/paging.js";
import type { Fields } from "../where/fields.js";
import { parseOrder } from "../where/order.js";
import { noStanding, readStandings } from "./standing.js";
import { writeContact, writeContactSummary } from "./write-contact.js";

const fields: Fields = {
  ContactID: { type: "guid", sql: sql`contacts.id` },
  Name: { type: "text", sql: sql`contacts.name` },
  ContactStatus: { type: "text", sql: sql`contacts.status` },
  ContactNumber: { type: "text", sql: sql`contacts.contact_number` },
  AccountNumber: { type: "text", sql: sql`contacts.account_number` },
  FirstName: { type: "text", sql: sql`contacts.first_name` },
  LastName: { type: "text", sql: sql`contacts.last_name` },
  EmailAddress: { type: "text", sql: sql`contacts.email` },
  UpdatedDateUTC: { type: "moment", sql: sql`contacts.updated_at` },
  IsCustomer: {
    type: "flag",
    sql: sql`exists (select 1 from invoices where contact_id = contacts.id and type = 'ACCREC' and status not in ('DELETED', 'VOIDED'))`,
  },
  IsSupplier: {
    type: "flag",
    sql: sql`exists (select 1 from invoices where contact_id = contacts.id and type = 'ACCPAY' and status not in ('DELETED', 'VOIDED'))`,
  },
};

const searched = ["name", "first_name", "last_name", "contact_number", "email"];

/** The operation `getContacts`. */
export const getContacts: Operation = {
  name: "getContacts",
  method: "GET",
  path: "Contacts",
  need: { area: "contacts", writes: false },
  async answer(context, request) {
    const { db, organisation } = context;
    const { parameters } = request;
    const conditions = [...listConditions(request, "contacts", organisation.id, fields), ...further(request)];
    const query = db
      .selectFrom("contacts")
      .selectAll("contacts")
      .where((eb) => eb.and(conditions));
    const order = parseOrder(parameters.text("order"), fields);
    const { rows, pagination } = await pageOf(query, {
      order,
      last: sql`contacts.rowid`,
      paging: pagingOf(parameters),
    });
    const standings = await readStandings(context);
    const write = parameters.flag("summaryOnly") ? writeContactSummary : writeContact;
    const Contacts = rows.map((row) => write(row, standings.get(row.id) ?? noStanding));
    return done({ ...(pagination && { pagination }), Contacts });
  },
};

function further({ parameters }: ApiRequest): Expression<SqlBool>[] {
  const term = parameters.text("searchTerm");
  const ids = parameters.guids("IDs");
  const all = parameters.flag("includeArchived") || ids.length > 0 || isFilteredByStatus(parameters.text("where"));
  const found = searched.map((name) => sql<SqlBool>`instr(lower(${sql.ref(`contacts.${name}`)}), lower(${term})) > 0`);
  return [
    ...among("contacts.id", ids),
    ...(term === undefined ? [] : [sql<SqlBool>`(${sql.join(found, sql` or `)})`]),
    ...(all ? [] : [sql<SqlBool>`contacts.status = 'ACTIVE'`]),
  ];
}

/** Who asks for a status in the filter wants what has it. */
function isFilteredByStatus(filter: string | undefined): boolean {
  return /\bContactStatus\b/i.test(filter ?? "");
}
