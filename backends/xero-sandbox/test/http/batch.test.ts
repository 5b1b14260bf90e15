import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Server, startServer } from "../support/server.js";

let server: Server;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const line = { Description: "Design", Quantity: 1, UnitAmount: 20, AccountCode: "200" };
const good = { Type: "ACCREC", Contact: { Name: "Good" }, LineItems: [line], DueDate: "2026-03-31" };
const bad = { ...good, Reference: "R", Contact: { Name: "Bad" }, LineItems: [{ ...line, AccountCode: "999" }] };
const message = "Account code '999' is not a valid code for this document.";

describe("a batch in which one element is refused", () => {
  it("saves the others and answers 400 with the refused one, whole", async () => {
    const { status, json } = await server.put("/Invoices", { Invoices: [good, bad, { ...good, Reference: "2" }] });
    expect(status).toBe(400);
    expect(json).toEqual({
      ErrorNumber: 10,
      Type: "ValidationException",
      Message: "A validation exception occurred",
      Elements: [
        {
          InvoiceID: "00000000-0000-0000-0000-000000000000",
          ...bad,
          DueDate: "/Date(1774915200000+0000)/",
          HasErrors: true,
          ValidationErrors: [{ Message: message }],
        },
      ],
    });
    expect((await server.get("/Invoices")).list).toHaveLength(2);
  });

  it("leaves nothing of the refused one, not even its new contact", async () => {
    await server.put("/Invoices", { Invoices: [good, bad] });
    expect((await server.get("/Contacts")).list.map(({ Name }) => Name)).toEqual(["Good"]);
  });

  it("is answered 200 with every element when errors are not summarised", async () => {
    const query = { summarizeErrors: "false" };
    const { status, list } = await server.put("/Invoices", { Invoices: [good, bad] }, { query });
    expect(status).toBe(200);
    expect(list).toMatchObject([
      { StatusAttributeString: "OK", InvoiceNumber: "INV-0001", HasErrors: false },
      { StatusAttributeString: "ERROR", HasErrors: true, ValidationErrors: [{ Message: message }] },
    ]);
  });

  it("is the same with summarizeErrors=true as without it", async () => {
    const query = { summarizeErrors: "true" };
    expect((await server.put("/Invoices", { Invoices: [good, bad] }, { query })).status).toBe(400);
  });
});

describe("a body", () => {
  it("may be one element alone", async () => {
    expect((await server.put("/Invoices", good)).list).toMatchObject([{ Status: "DRAFT" }]);
  });

  it("is read whatever the case of its names", async () => {
    const body = JSON.stringify({ contacts: [{ name: "Lower", emailaddress: "l@example.com" }] });
    const { list } = await server.raw("PUT", "/Contacts", body);
    expect(list).toMatchObject([{ Name: "Lower", EmailAddress: "l@example.com" }]);
  });

  it("passes text on as it came", async () => {
    const Name = "O'Brien & Co <b>x</b> \u2028 \u{1f375}";
    expect((await server.put("/Contacts", { Contacts: [{ Name }] })).list).toMatchObject([{ Name }]);
  });

  it.each([
    ["nothing", "", 17, /No data has been processed/],
    ["an empty object", "{}", 17, /No data has been processed/],
    ["an empty array", '{"Invoices":[]}', 17, /No data has been processed/],
    ["no JSON", "{", 14, /must be JSON in UTF-8/],
    ["an array", "[]", 14, /must be an object with Invoices, not an array/],
    ["another type", '{"Invoices":{}}', 14, /Invoices must be an array/],
    ["a name twice", '{"Invoices":[{"Type":"ACCREC","type":"ACCPAY"}]}', 14, /Invoices\[0\]\.Type is there twice/],
    [
      "text for a number",
      '{"Invoices":[{"LineItems":[{"Quantity":"many"}]}]}',
      14,
      /LineItems\[0\]\.Quantity must be a number/,
    ],
    [
      "an unknown word",
      '{"Invoices":[{"Status":"OPEN"}]}',
      14,
      /Invoices\[0\]\.Status must be one of DRAFT, SUBMITTED/,
    ],
    ["a day that is none", '{"Invoices":[{"Date":"2026-02-30"}]}', 14, /Invoices\[0\]\.Date must be a date/],
    ["a number too large", '{"Invoices":[{"LineItems":[{"UnitAmount":1e300}]}]}', 14, /must be a number between/],
  ])("with %s is refused with what is wrong and where", async (_, body, number, expected) => {
    const { status, json } = await server.raw("PUT", "/Invoices", body);
    expect(status).toBe(400);
    expect(json.ErrorNumber).toBe(number);
    expect(json.Message).toMatch(expected);
  });
});
