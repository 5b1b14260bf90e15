import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { messagesOf, type Server, startServer } from "../support/server.js";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const create = (contact: object) => server.put("/Contacts", { Contacts: [contact] });
const change = (contact: object) => server.post("/Contacts", { Contacts: [contact] });

describe("a contact", () => {
  it("comes back as it was sent, with an address and a phone of every kind", async () => {
    const { list } = await create({
      Name: "Bruce Banner",
      FirstName: "Bruce",
      EmailAddress: "hulk@example.com",
      Phones: [{ PhoneType: "MOBILE", PhoneNumber: "555-1212", PhoneAreaCode: "415" }],
      Addresses: [{ AddressType: "POBOX", AddressLine1: "1 Lab", City: "Dayton" }],
      PaymentTerms: { Bills: { Day: 15, Type: "OFCURRENTMONTH" }, Sales: { Day: 10, Type: "DAYSAFTERBILLMONTH" } },
    });
    expect(list).toMatchObject([
      {
        Name: "Bruce Banner",
        ContactStatus: "ACTIVE",
        EmailAddress: "hulk@example.com",
        IsCustomer: false,
        IsSupplier: false,
        PaymentTerms: { Bills: { Day: 15 } },
      },
    ]);
    const { Phones, Addresses } = list[0] as {
      readonly Phones: readonly object[];
      readonly Addresses: readonly object[];
    };
    expect(Phones).toHaveLength(4);
    expect(Phones.at(-1)).toMatchObject({ PhoneType: "MOBILE", PhoneNumber: "555-1212", PhoneAreaCode: "415" });
    expect(Addresses).toMatchObject([
      { AddressType: "STREET", City: "" },
      { AddressType: "POBOX", City: "Dayton" },
    ]);
  });

  it("has a name that no other active contact has, whatever its case", async () => {
    await create({ Name: "Buzz Lightyear" });
    const taken =
      "The contact name BUZZ lightyear is already assigned to another contact. The contact name must be unique across all active contacts.";
    expect(messagesOf(await create({ Name: "BUZZ lightyear" }))).toEqual([taken]);
    const [, other] = server.tenants;
    const elsewhere = { headers: { "xero-tenant-id": other } };
    expect((await server.put("/Contacts", { Contacts: [{ Name: "Buzz Lightyear" }] }, elsewhere)).status).toBe(200);
  });

  it("is changed by its id, its number or its name, and only in what is sent", async () => {
    const { list } = await create({ Name: "Thanos", ContactNumber: "T1", AccountNumber: "A" });
    const { ContactID } = list[0] ?? {};
    for (const [key, FirstName] of [
      [{ ContactID }, "a"],
      [{ ContactNumber: "T1" }, "b"],
      [{ Name: "thanos" }, "c"],
    ] as const) {
      expect((await change({ ...key, FirstName })).list).toMatchObject([{ ContactID, FirstName, AccountNumber: "A" }]);
    }
  });

  it("that is archived is in no list that does not ask for it, and frees its name", async () => {
    const { list } = await create({ Name: "Old Press" });
    const { ContactID } = list[0] ?? {};
    await change({ ContactID, ContactStatus: "ARCHIVED" });
    const names = async (query: Record<string, string>) =>
      (await server.get("/Contacts", { query })).list.map(({ Name }) => Name);
    expect(await names({ searchTerm: "old press" })).toEqual([]);
    expect(await names({ searchTerm: "old press", includeArchived: "true" })).toEqual(["Old Press"]);
    expect(await names({ where: 'ContactStatus=="ARCHIVED"' })).toEqual(["Old Press"]);
    expect(await names({ IDs: String(ContactID) })).toEqual(["Old Press"]);
    expect((await create({ Name: "Old Press" })).status).toBe(200);
    const invoice = {
      Type: "ACCREC",
      Contact: { ContactID },
      LineItems: [{ Description: "x", UnitAmount: 1, AccountCode: "200" }],
    };
    expect(messagesOf(await server.put("/Invoices", { Invoices: [invoice] }))).toEqual([
      "The contact is archived: it cannot be used on a document",
    ]);
  });

  it("shows what it owes and is owed, and what of it is overdue", async () => {
    const line = { Description: "Work", UnitAmount: 100, TaxType: "NONE" };
    const sale = {
      Type: "ACCREC",
      Contact: { Name: "Both" },
      Status: "AUTHORISED",
      LineItems: [{ ...line, AccountCode: "200" }],
    };
    await server.put("/Invoices", {
      Invoices: [
        { ...sale, DueDate: "2026-03-09" },
        { ...sale, DueDate: "2026-03-10" },
        { ...sale, DueDate: "2026-01-01", Status: "DRAFT" },
        { ...sale, Type: "ACCPAY", LineItems: [{ ...line, AccountCode: "429" }], DueDate: "2026-04-01" },
      ],
    });
    const { list } = await server.get("/Contacts", { query: { where: 'Name=="Both"' } });
    expect(list).toMatchObject([
      {
        IsCustomer: true,
        IsSupplier: true,
        Balances: {
          AccountsReceivable: { Outstanding: 200, Overdue: 100 },
          AccountsPayable: { Outstanding: 100, Overdue: 0 },
        },
      },
    ]);
    const [light] = (await server.get("/Contacts", { query: { where: 'Name=="Both"', summaryOnly: "true" } })).list;
    expect(light).not.toHaveProperty("Balances");
    expect(light).not.toHaveProperty("Addresses");
    const { list: customers } = await server.get("/Contacts", { query: { where: "IsCustomer==true" } });
    expect(customers.map(({ Name }) => Name)).toEqual(["Both"]);
  });

  it.each([
    [{}, "The contact name must be specified"],
    [{ Name: "  " }, "The contact name must be specified"],
    [{ Name: "Mail", EmailAddress: "no address" }, "The email address must be valid"],
    [{ Name: "x".repeat(256) }, "Name must have at most 255 characters"],
    [{ Name: "Money", DefaultCurrency: "USD" }, "The currency code 'USD' is not one of this organisation's: EUR"],
  ])("of %o is refused, and says why", async (contact, message) => {
    const body = JSON.stringify({ Contacts: [{ ...contact, AccountNumber: "echo" }] });
    const reply = await server.raw("PUT", "/Contacts", body);
    expect(messagesOf(reply)).toEqual([message]);
    expect(reply.json.Elements).toMatchObject([{ AccountNumber: "echo", HasValidationErrors: true }]);
  });

  it("with an id that is not known is new, and has it; one that is in use is refused", async () => {
    const ContactID = "3ff6d40c-af9a-40a3-89ce-3c1556a25591";
    expect((await create({ ContactID, Name: "Foo9987" })).list).toMatchObject([{ ContactID }]);
    expect(messagesOf(await create({ ContactID, Name: "Foo9988" }))).toEqual(["The ContactID is already in use"]);
  });
});
