/**
 * A mixed load on the billing API as it is started for real: reading, invoicing, paying, using credit, over so many
 * connections at once. Says the throughput and how long calls take, by action.
 *
 * `npm run bench:billing-load [seconds] [connections]`
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "undici";
import { type BillingReady, startBilling } from "../test/support/billing-process.js";

const seconds = Number(process.argv[2] ?? 10);
const connections = Number(process.argv[3] ?? 16);

type Call = { readonly action: string; readonly values: (turn: number) => Readonly<Record<string, string>> };

const spread = (turn: number, most: number): string => String(1 + ((turn * 7919) % most));

/** Half reads, half writes; each as often as it stands here. */
const mix: readonly Call[] = [
  { action: "GetInvoices", values: (turn) => ({ userid: spread(turn, 20), status: "Unpaid" }) },
  { action: "GetInvoice", values: (turn) => ({ invoiceid: spread(turn, 200) }) },
  { action: "GetInvoice", values: (turn) => ({ invoiceid: spread(turn, 100) }) },
  { action: "GetClientsDetails", values: (turn) => ({ clientid: spread(turn, 20) }) },
  {
    action: "CreateInvoice",
    values: (turn) => ({
      userid: spread(turn, 20),
      itemdescription1: "Work",
      itemamount1: "100.00",
      itemtaxed1: "1",
      taxrate: "20",
      itemdescription2: "Travel",
      itemamount2: "12.50",
    }),
  },
  {
    action: "AddInvoicePayment",
    values: (turn) => ({ invoiceid: spread(turn, 200), transid: `T${turn}`, gateway: "mailin", amount: "1.00" }),
  },
  { action: "AddCredit", values: (turn) => ({ clientid: spread(turn, 20), description: "Prepaid", amount: "5.00" }) },
  { action: "GetTransactions", values: (turn) => ({ invoiceid: spread(turn, 200) }) },
];

function client(ready: BillingReady) {
  const { origin, pathname } = new URL(ready.url);
  const pool = new Pool(origin, { connections });
  const { identifier, secret } = ready;
  return {
    async call(action: string, values: Readonly<Record<string, string>>): Promise<void> {
      const body = new URLSearchParams({ action, identifier, secret, responsetype: "json", ...values }).toString();
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const response = await pool.request({ path: pathname, method: "POST", headers, body });
      const { result, message } = (await response.body.json()) as { result: string; message?: string };
      if (result !== "success") throw new Error(`${action}: ${message}`);
    },
    close: () => pool.close(),
  };
}

const person = {
  firstname: "Ann",
  lastname: "Other",
  address1: "1 High Street",
  city: "Town",
  state: "State",
  postcode: "12345",
  country: "US",
  phonenumber: "5550100",
  noemail: "1",
};

const folder = mkdtempSync(join(tmpdir(), "billing-load-"));
const billing = await startBilling(folder);
const { call, close } = client(billing.ready);
try {
  for (let each = 1; each <= 20; each++) await call("AddClient", { ...person, email: `${each}@example.com` });
  for (let each = 1; each <= 200; each++)
    await call("CreateInvoice", { userid: spread(each, 20), itemamount1: "1000.00" });
  const times = new Map<string, number[]>();
  let turns = 0;
  const end = performance.now() + seconds * 1000;
  const connection = async (): Promise<void> => {
    while (performance.now() < end) {
      const turn = turns++;
      const { action, values } = mix[turn % mix.length] as Call;
      const begun = performance.now();
      await call(action, values(turn));
      const taken = times.get(action) ?? [];
      taken.push(performance.now() - begun);
      times.set(action, taken);
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  const all = [...times.values()].flat();
  console.log(
    `${(all.length / seconds).toFixed(0)} calls a second over ${connections} connections; p50 and p99 in ms:`,
  );
  for (const [action, taken] of [["all", all] as const, ...times]) {
    const sorted = taken.toSorted((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1).padStart(8);
    console.log(`${action.padEnd(20)} ${at(0.5)} ${at(0.99)}`);
  }
} finally {
  await close();
  await billing.stop();
  rmSync(folder, { recursive: true, force: true });
}
