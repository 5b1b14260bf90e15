/** Whatever is sent to whatever address: an answer in Xero's shapes, never a fault of ours, never a stack. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { operations } from "../src/operations.js";
import { type Reply, type Server, startServer } from "./support/server.js";

let server: Server;
const faults: unknown[] = [];
beforeAll(async () => {
  server = await startServer({ report: (fault) => void faults.push(fault) });
});
afterAll(() => server.close());

const names = [
  "Invoices",
  "Contacts",
  "Payments",
  "BankTransactions",
  "Quotes",
  "Type",
  "Contact",
  "LineItems",
  "Status",
  "Date",
  "InvoiceID",
  "ContactID",
  "Name",
  "Amount",
  "Account",
  "BankAccount",
  "Quantity",
  "UnitAmount",
  "DiscountRate",
  "LineAmountTypes",
  "Code",
  "Invoice",
  "__proto__",
  "constructor",
  "toString",
]; // prettier-ignore
const leaf = fc.oneof(
  fc.constantFrom("ACCREC", "AUTHORISED", "SPEND", "2026-03-01", "/Date(9e15)/", "/Date(1)/", "200", "090", "", "0e9"),
  fc.constantFrom(0, -0, 1e308, -1e-308, 1e21, 0.1, -1, null, true),
  fc.string({ unit: "binary" }),
  fc.double(),
);
const { body } = fc.letrec<{ body: unknown }>((tie) => ({
  body: fc.oneof(
    { maxDepth: 5 },
    leaf,
    fc.array(tie("body"), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom(...names), tie("body")), { maxLength: 5 })
      .map((entries) => Object.fromEntries(entries)),
  ),
}));
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom('Status=="', "DateTime(9999,12,31)", "Total>1e9"),
);
const query = fc.dictionary(
  fc.constantFrom(
    "where",
    "order",
    "page",
    "pageSize",
    "IDs",
    "Statuses",
    "unitdp",
    "date",
    "periods",
    "summarizeErrors",
  ),
  text,
  { maxKeys: 3 },
);
const id = fc.oneof(
  fc.uuid(),
  fc.constantFrom("..", "%00", "INV-0001", "'", "a%2Fb"),
  fc.string().map(encodeURIComponent),
);

function expectSane({ status, text: answer, headers }: Reply): void {
  expect([200, 400, 404]).toContain(status);
  expect(answer).not.toMatch(/\n\s+at |node:|SQLITE|Error:/);
  if (status === 200) expect(headers.get("content-type")).toMatch(/^application\/json/);
}

it.each(operations.map((operation) => [operation.name, operation] as const))(
  "junk sent to %s is answered",
  async (_, operation) => {
    await fc.assert(
      fc.asyncProperty(body, query, id, fc.boolean(), async (value, asked, one, isWrapped) => {
        const path = `/${operation.path.replace(":id", one)}`;
        const wrapped = isWrapped ? { [operation.path.split("/")[0] ?? ""]: [value] } : value;
        const sent = operation.method === "GET" ? undefined : JSON.stringify(wrapped);
        const reply = await server.raw(operation.method, path, sent, { query: asked });
        if (one !== "" || !operation.path.includes(":id")) expectSane(reply);
      }),
      { numRuns: 40 },
    );
    expect(faults).toEqual([]);
  },
);

it("bytes that are no JSON are answered", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...operations),
      fc.uint8Array({ maxLength: 200 }),
      async ({ method, path }, bytes) => {
        if (method === "GET") return;
        expectSane(await server.raw(method, `/${path.replace(":id", "x")}`, Buffer.from(bytes)));
      },
    ),
    { numRuns: 100 },
  );
  const deep = `{"Invoices":${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
  expectSane(await server.raw("PUT", "/Invoices", deep));
  expect(faults).toEqual([]);
});
