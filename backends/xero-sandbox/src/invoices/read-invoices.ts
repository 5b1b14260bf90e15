/** Invoices from the database, written with their lines and payments. */
import { sql } from "kysely";
import { readChart } from "../accounts/chart.js";
import type { Db } from "../database/tables.js";
import { readLinesOf } from "../documents/keep-lines.js";
import type { UnitPlaces } from "../documents/write-line.js";
import type { Context } from "../http/context.js";
import { isGuid } from "../http/shape.js";
import { type InvoiceWithContact, writeInvoice } from "./write-invoice.js";

/** Invoices with the names of their contacts. */
export function selectInvoices(db: Db) {
  return db
    .selectFrom("invoices")
    .innerJoin("contacts", "contacts.id", "invoices.contact_id")
    .selectAll("invoices")
    .select("contacts.name as contact_name");
}

/** The invoice with this id, or this number: the latest that is not void, else the latest. */
export async function findInvoice(
  { db, organisation }: Context,
  idOrNumber: string,
): Promise<InvoiceWithContact | undefined> {
  const invoices = selectInvoices(db).where("invoices.organisation_id", "=", organisation.id);
  if (isGuid(idOrNumber)) return await invoices.where("invoices.id", "=", idOrNumber.toLowerCase()).executeTakeFirst();
  return await invoices
    .where("invoices.number", "=", idOrNumber)
    .where("invoices.number", "!=", "")
    .orderBy((eb) => eb("invoices.status", "in", ["DELETED", "VOIDED"]))
    .orderBy((eb) => eb("invoices.type", "!=", "ACCREC"))
    .orderBy(sql`invoices.rowid`, "desc")
    .executeTakeFirst();
}

/** Writes invoices whole, or without lines. */
export async function writeInvoices(
  context: Context,
  rows: readonly InvoiceWithContact[],
  { unitPlaces, withLines }: { readonly unitPlaces: UnitPlaces; readonly withLines: boolean },
) {
  const { db, organisation } = context;
  const ids = rows.map(({ id }) => id);
  const chart = await readChart(context);
  const lines = withLines ? await readLinesOf(db, ids) : new Map();
  const payments = await readPaymentsOf(db, ids);
  return rows.map((row) =>
    writeInvoice(row, {
      currency: organisation.base_currency,
      payments: payments.filter(({ invoice_id }) => invoice_id === row.id),
      lines: lines.get(row.id) ?? [],
      chart,
      unitPlaces,
    }),
  );
}

async function readPaymentsOf(db: Db, invoiceIds: readonly string[]) {
  return await db
    .selectFrom("payments")
    .selectAll()
    .where((eb) =>
      eb(
        "invoice_id",
        "in",
        eb
          .selectFrom(eb.fn<{ value: string }>("json_each", [eb.val(JSON.stringify(invoiceIds))]).as("ids"))
          .select("value"),
      ),
    )
    .where("status", "=", "AUTHORISED")
    .orderBy(sql`payments.rowid`)
    .execute();
}
