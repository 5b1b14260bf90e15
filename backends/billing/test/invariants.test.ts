/** What has to hold of the books after anything that may be done to them, tried with random deeds. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { totalsOf } from "../src/money/tax.js";
import { type Books, openBooks } from "./support/books.js";

type Deed = { readonly action: string; readonly values: Readonly<Record<string, unknown>> };

const invoiceid = fc.integer({ min: 1, max: 6 });
const money = fc.integer({ min: -20_000, max: 50_000 }).map((amount) => (amount / 100).toFixed(2));
const positive = fc.integer({ min: 1, max: 50_000 }).map((amount) => (amount / 100).toFixed(2));
const flag = fc.constantFrom("0", "1");
const line = (number: number) =>
  fc.record({
    [`itemdescription${number}`]: fc.string(),
    [`itemamount${number}`]: money,
    [`itemtaxed${number}`]: flag,
  });
const rates = fc.record({
  taxrate: fc.constantFrom("", "0", "21", "9.975"),
  taxrate2: fc.constantFrom("", "5", "100"),
});

const deed = (action: string, values: fc.Arbitrary<object>): fc.Arbitrary<Deed> =>
  values.map((each) => ({ action, values: each as Deed["values"] }));

const deeds = fc.oneof(
  {
    weight: 4,
    arbitrary: deed(
      "CreateInvoice",
      fc
        .tuple(
          fc.record({ userid: fc.constantFrom(1, 2), draft: fc.constantFrom("0", "0", "1"), autoapplycredit: flag }),
          rates,
          line(1),
          line(2),
        )
        .map((parts) => Object.assign({}, ...parts)),
    ),
  },
  {
    weight: 3,
    arbitrary: deed("AddInvoicePayment", fc.record({ invoiceid, amount: fc.oneof(fc.constant(""), positive) })),
  },
  {
    weight: 3,
    arbitrary: deed("ApplyCredit", fc.record({ invoiceid, amount: fc.oneof(fc.constant("full"), positive) })),
  },
  {
    weight: 2,
    arbitrary: deed(
      "AddCredit",
      fc.record({
        clientid: fc.constantFrom(1, 2, 3),
        description: fc.constant("x"),
        amount: positive,
        type: fc.constantFrom("add", "add", "remove"),
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: deed(
      "AddTransaction",
      fc.record({ paymentmethod: fc.constant("mailin"), invoiceid, amountout: positive }),
    ),
  },
  {
    weight: 1,
    arbitrary: deed(
      "UpdateTransaction",
      fc.record({ transactionid: invoiceid, amountin: positive, amountout: positive }),
    ),
  },
  {
    weight: 2,
    arbitrary: deed(
      "UpdateInvoice",
      fc
        .tuple(
          fc.record({
            invoiceid,
            newitemdescription: fc.constant(["more"]),
            newitemamount: fc.tuple(money),
            newitemtaxed: fc.tuple(flag),
          }),
          rates,
        )
        .map((parts) => Object.assign({}, ...parts)),
    ),
  },
  { weight: 1, arbitrary: deed("UpdateInvoice", fc.record({ invoiceid, publish: flag })) },
  {
    weight: 1,
    arbitrary: deed("UpdateInvoice", fc.record({ invoiceid, status: fc.constantFrom("Cancelled", "Unpaid") })),
  },
);

const settings = fc.record({
  TaxType: fc.constantFrom("Exclusive", "Inclusive"),
  TaxL2Compound: fc.constantFrom("", "on"),
  TaxPerLineItem: fc.constantFrom("", "on"),
});

/** The whole database as text, to see that nothing changed. */
async function everything({ billing: { db } }: Books): Promise<string> {
  const tables = [
    "invoices",
    "invoice_items",
    "transactions",
    "credits",
    "clients",
    "outbox",
    "hook_events",
    "activity_log",
    "row_counts",
    "sequences",
  ] as const;
  return JSON.stringify(await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute())));
}

async function expectSound({ billing: { db } }: Books): Promise<void> {
  const invoices = await db.selectFrom("invoices").selectAll().execute();
  const items = await db.selectFrom("invoice_items").selectAll().execute();
  const transactions = await db.selectFrom("transactions").selectAll().execute();
  for (const invoice of invoices) {
    const own = items.filter(({ invoice_id }) => invoice_id === invoice.id);
    const { subtotal, tax, tax2 } = totalsOf(
      own.map(({ amount, taxed }) => ({ amount, isTaxed: taxed === 1 })),
      {
        mode: invoice.tax_mode,
        rate: invoice.tax_rate,
        rate2: invoice.tax_rate2,
        isCompound: invoice.tax_compound === 1,
        isPerLine: invoice.tax_per_line === 1,
      },
    );
    expect(invoice).toMatchObject({ subtotal, tax, tax2, total: subtotal + tax + tax2 - invoice.credit });
    const booked = transactions.filter(({ invoice_id }) => invoice_id === invoice.id);
    expect(invoice.paid).toBe(booked.reduce((sum, { amount_in, amount_out }) => sum + amount_in - amount_out, 0));
    expect(invoice.paid_at !== null).toBe(invoice.status === "Paid" || invoice.status === "Refunded");
  }
  for (const { id, credit } of await db.selectFrom("clients").select(["id", "credit"]).execute()) {
    const log = await db.selectFrom("credits").select("amount").where("client_id", "=", id).execute();
    expect(credit).toBe(log.reduce((sum, { amount }) => sum + amount, 0));
    expect(credit).toBeGreaterThanOrEqual(0);
  }
  const kept = await db
    .selectFrom("row_counts")
    .selectAll()
    .where("list", "=", "invoices")
    .where("columns", "=", "status")
    .execute();
  for (const { value, rows } of kept) expect(rows).toBe(invoices.filter(({ status }) => status === value).length);
}

describe("the books", () => {
  it("are sound after any deeds, and untouched by those that were refused", async () => {
    await fc.assert(
      fc.asyncProperty(settings, fc.array(deeds, { minLength: 3, maxLength: 15 }), async (set, done) => {
        const books = await openBooks();
        try {
          for (const [setting, value] of Object.entries(set)) await books.set(setting, value);
          for (const { action, values } of done) {
            const before = await everything(books);
            const answer = await books.billing.localApi(action, values);
            if (answer.result === "error") expect(await everything(books)).toBe(before);
            await expectSound(books);
          }
        } finally {
          await books.close();
        }
      }),
      { numRuns: 60 },
    );
  });

  it("move credit without making or losing any: what a client loses, an invoice gains", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 1, max: 10_000 }),
        async (credit, amount) => {
          const books = await openBooks();
          try {
            if (credit > 0)
              await books.call("AddCredit", { clientid: 1, description: "x", amount: (credit / 100).toFixed(2) });
            await books.call("CreateInvoice", {
              userid: 1,
              itemamount1: (amount / 100).toFixed(2),
              autoapplycredit: 1,
            });
            const { db } = books.billing;
            const invoice = await db.selectFrom("invoices").selectAll().executeTakeFirstOrThrow();
            const client = await db.selectFrom("clients").selectAll().where("id", "=", 1).executeTakeFirstOrThrow();
            expect(client.credit + invoice.credit).toBe(credit);
            expect(invoice.credit).toBe(Math.min(credit, amount));
            expect(invoice.status).toBe(credit >= amount ? "Paid" : "Unpaid");
          } finally {
            await books.close();
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it("give every row of a list once, whatever the size of the pages", async () => {
    const books = await openBooks();
    for (let each = 0; each < 23; each++)
      await books.call("CreateInvoice", { userid: 1 + (each % 2), itemamount1: each % 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom("id", "date", "total", "status", "junk"),
        fc.constantFrom("asc", "DESC", ""),
        async (size, orderby, order) => {
          const seen: number[] = [];
          for (let start = 0; ; start += size) {
            const page = await books.call("GetInvoices", { limitstart: start, limitnum: size, orderby, order });
            const { invoice } = page.invoices as { invoice: { id: number }[] };
            expect(page).toMatchObject({ totalresults: 23, startnumber: start, numreturned: invoice.length });
            if (invoice.length === 0) break;
            seen.push(...invoice.map(({ id }) => id));
          }
          expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 23 }, (_, index) => index + 1));
        },
      ),
      { numRuns: 30 },
    );
    await books.close();
  });
});
