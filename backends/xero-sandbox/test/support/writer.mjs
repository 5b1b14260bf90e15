// A process of its own on the books: writes as fast as it can, and says so line by line, until it is killed or has done
// as many rounds as it was told.
import { openSandbox, serveSandbox } from "@turnpike/xero-sandbox";

const [database, rounds] = process.argv.slice(2);
const limits = { perMinute: 1e9, perDay: 1e9, perAppMinute: 1e9 };
const openAccess = ({ db }) => ({
  async checkToken() {
    const rows = await db.selectFrom("organisations").select("id").execute();
    const scopes = new Set(["accounting.transactions"]);
    return { ok: true, grantee: { clientId: "writer", scopes, tenants: rows.map(({ id }) => id) } };
  },
  answer: async () => undefined,
});
const sandbox = await openSandbox({ database, limits, openAccess });
const { apiUrl, close } = await serveSandbox(sandbox, { port: 0 });
const { id } = await sandbox.db
  .selectFrom("organisations")
  .select("id")
  .orderBy("name", "desc")
  .executeTakeFirstOrThrow();

async function put(path, body) {
  const headers = { authorization: "Bearer any", "xero-tenant-id": id, "content-type": "application/json" };
  const reply = await fetch(`${apiUrl}/api.xro/2.0/${path}`, { method: "PUT", headers, body: JSON.stringify(body) });
  if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
  return await reply.json();
}

const LineItems = [{ Description: "Work", UnitAmount: 99.99, AccountCode: "200" }];
const sale = { Type: "ACCREC", Contact: { Name: "Anna" }, LineItems, DueDate: "2026-03-31", Status: "AUTHORISED" };
for (let round = 0; round < Number(rounds); round++) {
  const { Invoices } = await put("Invoices", { Invoices: [sale, sale] });
  const pay = ({ InvoiceID }) => ({ Invoice: { InvoiceID }, Account: { Code: "090" }, Amount: 1 });
  await put("Payments", { Payments: Invoices.map(pay) });
  console.log(round);
}
await close();
await sandbox.close();
