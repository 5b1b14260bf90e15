/** What must hold when several processes work on the same books, and when one of them dies in the middle. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type BillingProcess, startBilling } from "../../../test/support/billing-process.js";
import { type TemporaryFolder, temporaryFolder } from "../../../test/support/temporary-folder.js";
import { type Billing, openBilling } from "../src/index.js";
import { createClient } from "./support/clients.js";

let folder: TemporaryFolder;
const processes: BillingProcess[] = [];
beforeEach(async () => {
  folder = await temporaryFolder("billing");
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((each) => each.stop("SIGKILL")));
  await folder.remove();
});

/** Two processes on one folder, with client 1 who has so much credit and invoice 1 over 100.00. */
async function twoOnOneFolder(credit: string): Promise<Billing> {
  processes.push(await startBilling(folder.path), await startBilling(folder.path));
  const billing = await openBilling({ database: join(folder.path, "billing", "billing.sqlite") });
  await createClient(billing.db, { email: "one@example.com" });
  if (credit !== "") await billing.localApi("AddCredit", { clientid: 1, description: "Prepaid", amount: credit });
  await billing.localApi("CreateInvoice", { userid: 1, itemdescription1: "Work", itemamount1: "100.00" });
  return billing;
}

/** The same call many times at once, half of them at either process; how many succeeded. */
async function atOnce(action: string, values: Readonly<Record<string, string>>, times = 40): Promise<number> {
  const calls = Array.from({ length: times }, (_, index) => processes[index % 2]?.call(action, values));
  const answers = await Promise.all(calls);
  return answers.filter((answer) => answer?.result === "success").length;
}

const books = async ({ db }: Billing) => ({
  invoice: await db.selectFrom("invoices").selectAll().where("id", "=", 1).executeTakeFirstOrThrow(),
  client: await db.selectFrom("clients").selectAll().where("id", "=", 1).executeTakeFirstOrThrow(),
  paid: (await db.selectFrom("transactions").select("amount_in").execute()).reduce(
    (sum, { amount_in }) => sum + amount_in,
    0,
  ),
  credits: (await db.selectFrom("credits").select("amount").execute()).reduce((sum, { amount }) => sum + amount, 0),
});

describe("two processes on the same books", () => {
  it("apply one credit to one invoice at once, and use it once", async () => {
    const billing = await twoOnOneFolder("70.00");
    expect(await atOnce("ApplyCredit", { invoiceid: "1", amount: "30.00" })).toBe(2);
    const { invoice, client, credits } = await books(billing);
    expect(invoice).toMatchObject({ credit: 6000, total: 4000, status: "Unpaid" });
    expect([client.credit, credits]).toEqual([1000, 1000]);
    await billing.close();
  });

  it("pay the rest of one invoice at once, and it is paid once", async () => {
    const billing = await twoOnOneFolder("");
    await atOnce("AddInvoicePayment", { invoiceid: "1", transid: "T" });
    expect(await books(billing)).toMatchObject({ invoice: { status: "Paid", paid: 10_000 }, paid: 10_000, credits: 0 });
    await billing.close();
  });

  it("book payments of fixed amounts at once: what is above the invoice is credit, to the cent", async () => {
    const billing = await twoOnOneFolder("");
    expect(await atOnce("AddInvoicePayment", { invoiceid: "1", transid: "T", amount: "30.00" }, 10)).toBe(10);
    const { invoice, client, paid } = await books(billing);
    expect(invoice.status).toBe("Paid");
    expect(paid).toBe(30_000);
    expect(client.credit).toBe(paid - invoice.total);
    await billing.close();
  });

  it("pay and use credit at once, and no cent is lost or made", async () => {
    const billing = await twoOnOneFolder("80.00");
    await Promise.all([
      atOnce("ApplyCredit", { invoiceid: "1", amount: "full" }),
      atOnce("AddInvoicePayment", { invoiceid: "1", transid: "T", amount: "50.00" }, 4),
    ]);
    const { invoice, client, paid, credits } = await books(billing);
    expect(paid).toBe(20_000);
    expect(client.credit).toBe(credits);
    expect(invoice.credit + paid + 0).toBe(10_000 + (client.credit - 8000 + invoice.credit));
    await billing.close();
  });

  it("make invoices at once, and give each number once", async () => {
    const billing = await twoOnOneFolder("");
    const calls = Array.from({ length: 40 }, (_, index) =>
      processes[index % 2]?.call("CreateInvoice", { userid: "1" }),
    );
    const ids = (await Promise.all(calls)).map((answer) => Number(answer?.invoiceid)).sort((a, b) => a - b);
    expect(ids).toEqual(Array.from({ length: 40 }, (_, index) => index + 2));
    await billing.close();
  }, 300_000);
});

describe("a process that is killed between two statements", () => {
  const script = fileURLToPath(new URL("./processes/die-at.mjs", import.meta.url));
  const tables = [
    "invoices",
    "invoice_items",
    "transactions",
    "credits",
    "outbox",
    "activity_log",
    "hook_events",
    "sequences",
  ] as const;

  // Every statement of the one, every fourth of the other: a process takes its time to start.
  it.each([
    [
      "CreateInvoice",
      1,
      { userid: 1, itemdescription1: "Work", itemamount1: "5.00", sendinvoice: 1, autoapplycredit: 1 },
    ],
    ["AddInvoicePayment", 4, { invoiceid: 1, transid: "T", amount: "150.00" }],
  ])(
    "in the middle of %s leaves nothing of it, and the books go on",
    async (action, step, values) => {
      const file = join(folder.path, "books.sqlite");
      const billing = await openBilling({ database: file });
      await createClient(billing.db, { email: "one@example.com" });
      await billing.localApi("AddCredit", { clientid: 1, description: "Prepaid", amount: "10.00" });
      await billing.localApi("CreateInvoice", { userid: 1, itemdescription1: "Work", itemamount1: "100.00" });
      const snapshot = async () =>
        JSON.stringify(await Promise.all(tables.map((table) => billing.db.selectFrom(table).selectAll().execute())));
      const before = await snapshot();
      let deaths = 0;
      for (let deadly = 1; ; deadly += step) {
        const run = await promisify(execFile)(process.execPath, [
          script,
          file,
          String(deadly),
          action,
          JSON.stringify(values),
        ]).catch((error: { signal: string | null }) => error);
        if (!("signal" in run)) break;
        expect(run.signal).toBe("SIGKILL");
        deaths += 1;
        expect(await snapshot()).toBe(before);
      }
      expect(deaths).toBeGreaterThan(5);
      expect(await snapshot()).not.toBe(before);
      await billing.close();
    },
    300_000,
  );
});
