/**
 * What the first page of the list of invoices costs at ten thousand invoices and at a million. The bar is a factor of
 * three: totals are kept by the writes, and every order has its index.
 *
 * `npm run bench:billing-lists [invoices]` writes its books into a temporary folder and removes them.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Billing, openBilling } from "@turnpike/billing";
import Database from "better-sqlite3";

const small = 10_000;
const large = Number(process.argv[2] ?? 1_000_000);
const invoicesPerClient = 50;
const rounds = 60;

/** The first pages that are asked for: without a filter, by each filter, in each order. */
const pages: readonly Readonly<Record<string, string | number>>[] = [
  {},
  { status: "Unpaid" },
  { status: "Paid" },
  { status: "Overdue" },
  { status: "Overdue", orderby: "id" },
  { userid: 7 },
  { userid: 7, status: "Unpaid" },
  { orderby: "duedate", order: "asc" },
  { orderby: "total" },
  { orderby: "invoicenumber" },
  { status: "Paid", orderby: "date" },
  { status: "Unpaid", orderby: "total" },
];

/** Fills books with clients and invoices of two years, by SQL: what is measured is the reading. */
function fill(file: string, invoices: number): void {
  const db = new Database(file);
  db.pragma("synchronous = off");
  db.transaction(() => {
    db.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)
       insert into clients (uuid, firstname, lastname, email, currency_id, created_at, updated_at)
       select 'c' || i, 'First' || i, 'Last' || i, i || '@example.com', 1, '2024-01-01 00:00:00', '2024-01-01 00:00:00' from n`,
    ).run(Math.ceil(invoices / invoicesPerClient));
    db.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)
       insert into invoices (client_id, number, date, due_date, subtotal, total, tax_mode, tax_compound, tax_per_line, status,
                             payment_method, created_at, updated_at)
       select 1 + i % (select count(*) from clients), 'N' || i, date('2024-01-01', '+' || (i * 730 / ?) || ' days'),
              date('2024-01-15', '+' || (i * 730 / ?) || ' days'), i * 7919 % 100000, i * 7919 % 100000, 'none', 0, 0,
              case when i % 10 < 7 then 'Paid' when i % 10 < 9 then 'Unpaid' else 'Cancelled' end,
              'mailin', '2024-01-01 00:00:00', '2024-01-01 00:00:00' from n`,
    ).run(invoices, invoices, invoices);
  })();
  db.close();
}

async function medianMs(billing: Billing, page: Readonly<Record<string, string | number>>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    const { result } = await billing.localApi("GetInvoices", page);
    times.push(performance.now() - begun);
    if (result !== "success") throw new Error("the list was refused");
  }
  return times.sort((a, b) => a - b)[rounds >> 1] ?? Number.NaN;
}

async function measure(folder: string, invoices: number): Promise<readonly number[]> {
  const file = join(folder, `${invoices}.sqlite`);
  const fresh = await openBilling({ database: file });
  await fresh.close();
  fill(file, invoices);
  const billing = await openBilling({ database: file, now: () => new Date("2025-12-31T12:00:00Z") });
  const medians: number[] = [];
  for (const page of pages) medians.push(await medianMs(billing, page));
  await billing.close();
  return medians;
}

const folder = mkdtempSync(join(tmpdir(), "billing-lists-"));
try {
  const few = await measure(folder, small);
  const many = await measure(folder, large);
  console.log(`first page, median of ${rounds}: ${small} invoices, ${large} invoices, factor`);
  for (const [index, page] of pages.entries()) {
    const [before, after] = [few[index] ?? 0, many[index] ?? 0];
    const shown = JSON.stringify(page).padEnd(44);
    console.log(`${shown} ${before.toFixed(2)} ms  ${after.toFixed(2)} ms  ${(after / before).toFixed(2)}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
