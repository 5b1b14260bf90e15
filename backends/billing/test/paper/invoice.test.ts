import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ServedBilling, serveBilling } from "../../src/index.js";
import { invoicePath } from "../../src/paper/link.js";
import { type Books, openBooks } from "../support/books.js";

let books: Books;
let served: ServedBilling;
let origin: string;

beforeEach(async () => {
  books = await openBooks();
  served = await serveBilling(books.billing, { port: 0 });
  origin = new URL(served.url).origin;
});

afterEach(async () => {
  await served.close();
  await books.close();
});

async function invoice(lines: number, values: Readonly<Record<string, unknown>> = {}): Promise<number> {
  const items = Array.from({ length: lines }, (_, index) => [
    [`itemdescription${index}`, `Line ${index} <script>alert(1)</script>`],
    [`itemamount${index}`, "1000.50"],
    [`itemtaxed${index}`, "1"],
  ]).flat();
  const answer = await books.call("CreateInvoice", { userid: 1, taxrate: 20, ...Object.fromEntries(items), ...values });
  return Number(answer.invoiceid);
}

const page = async (id: number) => fetch(origin + (await invoicePath(books.billing.db, id)));
const pdf = async (id: number) =>
  Buffer.from(await (await fetch(origin + (await invoicePath(books.billing.db, id, "pdf")))).arrayBuffer());

describe("the page of an invoice", () => {
  it("shows lines, taxes, totals in the client's currency and what is to be paid", async () => {
    await books.billing.db.updateTable("currencies").set({ format: 2 }).execute();
    const response = await page(await invoice(2, { paymentmethod: "banktransfer", notes: "Quote\nthe number" }));
    expect(response.status).toBe(200);
    const html = await response.text();
    for (const text of ["$2,001.00 USD", "Tax 20 %", "$400.20 USD", "$2,401.20 USD", "Bank Transfer", "2026-03-24"]) {
      expect(html).toContain(text);
    }
    expect(html).toContain("Quote<br>the number");
    expect(html).toContain("Unpaid");
  });

  it("holds no markup that an agent wrote into a line, and asks nobody for anything", async () => {
    const response = await page(await invoice(1));
    const html = await response.text();
    expect(html).not.toContain("<script");
    expect(html).not.toMatch(/(src|href)="https?:/);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(response.headers.get("cache-control")).toContain("no-store");
  });

  it("says overdue after the due date, and nothing to pay once it is paid", async () => {
    const id = await invoice(1, { date: "2026-01-01", duedate: "2026-01-08" });
    expect(await (await page(id)).text()).toContain("Overdue");
    await books.billing.db.updateTable("invoices").set({ status: "Paid", paid: 120060 }).execute();
    expect(await (await page(id)).text()).toContain("Nothing to pay.");
  });

  it("is not found with another invoice's key, without one, or by its id alone", async () => {
    const [first, second] = [await invoice(1), await invoice(1)];
    const path = await invoicePath(books.billing.db, first);
    for (const wrong of [path.replace(`/${first}?`, `/${second}?`), `/invoices/${first}`, `/invoices/${first}?key=`]) {
      expect((await fetch(origin + wrong)).status).toBe(404);
    }
  });
});

describe("the PDF of an invoice", () => {
  it("is a PDF with as many pages as the lines need", async () => {
    const [short, long] = [await pdf(await invoice(3)), await pdf(await invoice(120))];
    const pages = (bytes: Buffer) => bytes.toString("latin1").match(/\/Type \/Page\b(?!s)/g)?.length;
    expect(short.subarray(0, 5).toString()).toBe("%PDF-");
    expect(pages(short)).toBe(1);
    expect(pages(long)).toBeGreaterThan(2);
  });

  it("is the same for the same invoice", async () => {
    const id = await invoice(2);
    expect((await pdf(id)).equals(await pdf(id))).toBe(true);
  });
});
