/** Filters made at random: the database finds what a naive reader of the same tree finds. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Server, startServer } from "../support/server.js";

let server: Server;
const names = ["Anna", "Bert", "anna", "C%_d", 'E"f'];
const totals = [0, 10, 20.5, 30];

beforeAll(async () => {
  server = await startServer();
  const Invoices = names.flatMap((Name) =>
    totals.map((UnitAmount, at) => ({
      Type: "ACCPAY",
      Contact: { Name: Name === "anna" ? "anna." : Name },
      LineItems: [{ Description: "Work", Quantity: 1, UnitAmount, AccountCode: "429", TaxType: "NONE" }],
      Date: `2026-0${at + 1}-01`,
      ...(at % 2 === 0 ? { Reference: Name } : {}),
    })),
  );
  expect((await server.put("/Invoices", { Invoices })).status).toBe(200);
});
afterAll(() => server.close());

type Row = Readonly<Record<string, unknown>>;
type Made = { readonly text: string; readonly holds: (row: Row) => boolean };

const quoted = (text: string) => `"${text.replace(/["\\]/g, "\\$&")}"`;
const orders: Readonly<Record<string, (one: number, other: number) => boolean>> = {
  "==": (one, other) => one === other,
  "!=": (one, other) => one !== other,
  "<": (one, other) => one < other,
  "<=": (one, other) => one <= other,
  ">": (one, other) => one > other,
  ">=": (one, other) => one >= other,
};

const total: fc.Arbitrary<Made> = fc
  .tuple(fc.constantFrom(...Object.keys(orders)), fc.constantFrom(...totals, 15, -1))
  .map(([by, value]) => ({
    text: `Total ${by} ${value}`,
    holds: ({ Total }) => orders[by]?.(Number(Total), value) ?? false,
  }));
const date: fc.Arbitrary<Made> = fc
  .tuple(fc.constantFrom(...Object.keys(orders)), fc.integer({ min: 1, max: 5 }))
  .map(([by, month]) => ({
    text: `Date ${by} DateTime(2026,${month},1)`,
    holds: ({ DateString }) => orders[by]?.(Number(String(DateString).slice(5, 7)), month) ?? false,
  }));
const reference: fc.Arbitrary<Made> = fc
  .tuple(fc.constantFrom("==", "!="), fc.constantFrom(...names, undefined))
  .map(([by, value]) => ({
    text: `Reference ${by} ${value === undefined ? "null" : quoted(value)}`,
    holds: ({ Reference }) => (by === "==") === (Reference === (value ?? "")),
  }));
const test: fc.Arbitrary<Made> = fc
  .tuple(
    fc.constantFrom("Contains", "StartsWith", "EndsWith"),
    fc.constantFrom("n", "A", "a", "%", "_", '"', "nn", "nothing"),
  )
  .map(([name, value]) => ({
    text: `Contact.Name.${name}(${quoted(value)})`,
    holds: ({ Contact }) => {
      const { Name } = Contact as { readonly Name: string };
      if (name === "Contains") return Name.includes(value);
      return name === "StartsWith" ? Name.startsWith(value) : Name.endsWith(value);
    },
  }));

const { filter } = fc.letrec<{ filter: Made }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    total,
    date,
    reference,
    test,
    fc.tuple(fc.constantFrom("AND", "OR"), tie("filter"), tie("filter")).map(([by, one, other]) => ({
      text: `(${one.text} ${by} ${other.text})`,
      holds: (row: Row) => (by === "AND" ? one.holds(row) && other.holds(row) : one.holds(row) || other.holds(row)),
    })),
  ),
}));

it("finds what the filter says", async () => {
  const all = (await server.get("/Invoices")).list;
  await fc.assert(
    fc.asyncProperty(filter, async ({ text, holds }) => {
      const { list } = await server.get("/Invoices", { query: { where: text } });
      expect(list.map(({ InvoiceID }) => InvoiceID)).toEqual(all.filter(holds).map(({ InvoiceID }) => InvoiceID));
    }),
    { numRuns: 150 },
  );
});
