/** The filter language on real lists, and what is refused of it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Server, startServer } from "../support/server.js";

let server: Server;
beforeAll(async () => {
  server = await startServer();
  const invoice = (Name: string, UnitAmount: number, day: string, Reference?: string) => ({
    Type: "ACCREC",
    Contact: { Name },
    LineItems: [{ Description: "Work", Quantity: 1, UnitAmount, AccountCode: "200", TaxType: "NONE" }],
    Date: day,
    DueDate: "2026-04-30",
    ...(Reference === undefined ? {} : { Reference }),
  });
  const Invoices = [
    invoice("Anna", 10, "2026-01-15", 'say "hello"'),
    { ...invoice("Bert", 20.5, "2026-02-01"), Status: "AUTHORISED", SentToContact: true },
    invoice("anna lower", 30, "2026-02-28", "100% _ off"),
    { ...invoice("Bert", 40, "2026-03-01", "a\\b"), Status: "SUBMITTED" },
  ];
  expect((await server.put("/Invoices", { Invoices })).status).toBe(200);
});
afterAll(() => server.close());

const numbers = async (where: string, order?: string) => {
  const { status, list, json } = await server.get("/Invoices", { query: { where, ...(order && { order }) } });
  expect(status, String(json.Message)).toBe(200);
  return list.map(({ InvoiceNumber }) => Number(String(InvoiceNumber).slice(-1)));
};

describe("what is longer than the books can be asked", () => {
  it("is refused, and what is just short enough is answered", async () => {
    const ask = (name: string, value: string) => server.get("/Invoices", { query: { [name]: value } });
    const filter = (length: number) => Array(length).fill("Url==null").join(" OR ");
    const nested = `${"(".repeat(50)}${filter(250)}${")".repeat(50)} AND ${filter(250)}`;
    expect([(await ask("where", filter(500))).status, (await ask("where", nested)).status]).toEqual([200, 200]);
    expect(await ask("where", filter(501))).toMatchObject({
      status: 400,
      json: { Message: "The filter has more than 500 comparisons" },
    });
    const order = (length: number) => Array(length).fill("Url").join(",");
    expect((await ask("order", order(20))).status).toBe(200);
    expect(await ask("order", order(21))).toMatchObject({
      status: 400,
      json: { Message: "The order names more than 20 fields" },
    });
  });
});

describe("a filter", () => {
  it.each([
    ['Status=="DRAFT"', [1, 3]],
    ['Status != "DRAFT"', [2, 4]],
    ['status == "DRAFT" and TYPE == "ACCREC"', [1, 3]],
    ['Status=="DRAFT" OR Contact.Name=="Bert"', [1, 2, 3, 4]],
    ['Status=="AUTHORISED" OR Status=="DRAFT" AND Contact.Name=="Anna"', [1, 2]],
    ['(Status=="AUTHORISED" OR Status=="DRAFT") AND Contact.Name=="Bert"', [2]],
    ["Date >= DateTime(2026, 02, 01) AND Date < DateTime(2026, 3, 1)", [2, 3]],
    ["Date == DateTime(2026,02,28)", [3]],
    ["Date > DateTime(2026,02,28,12,0,0)", [4]],
    ["Total > 20 AND Total <= 30.00", [2, 3]],
    ["Total == 20.5", [2]],
    ["Total > 20.499 AND Total < 20.501", [2]],
    ["AmountDue >= 40", [4]],
    ["Total > -1", [1, 2, 3, 4]],
    ['CurrencyCode == "EUR" AND AmountCredited == 0 AND IsDiscounted == false', [1, 2, 3, 4]],
    ['CurrencyCode == "USD" OR HasAttachments == true', []],
    ["SentToContact == true", [2]],
    ["SentToContact != true", [1, 3, 4]],
    ["Reference == null", [2]],
    ["Reference != null", [1, 3, 4]],
    ['Reference != "100% _ off"', [1, 2, 4]],
    ['Reference == "say \\"hello\\""', [1]],
    ['Reference.Contains("% _")', [3]],
    ['Reference.Contains("\\\\")', [4]],
    ['Contact.Name.Contains("nn")', [1, 3]],
    ['Contact.Name.StartsWith("an")', [3]],
    ['Contact.Name.EndsWith("a")', [1]],
    ['Contact.Name.Contains("")', [1, 2, 3, 4]],
    ['InvoiceNumber == "x\' or 1=1 --"', []],
  ])("finds by %s", async (where, expected) => {
    expect(await numbers(where)).toEqual(expected);
  });

  it("finds by an id, as guid or as text, whatever its case", async () => {
    const [first] = (await server.get("/Invoices")).list;
    const id = String(first?.InvoiceID);
    expect(await numbers(`InvoiceID == guid("${id.toUpperCase()}")`)).toEqual([1]);
    expect(await numbers(`InvoiceID == Guid("${id}")`)).toEqual([1]);
    expect(await numbers(`InvoiceID == "${id}"`)).toEqual([1]);
  });

  it.each([
    ["Status", "The filter ends too early, at character 7: expected one of == != < <= > >="],
    ["Status==", 'The filter ends too early, at character 9: expected a value: "text", a number'],
    ['Status="DRAFT"', "not understood from `=` on, at character 7"],
    ['Status=="DRAFT" &&', "not understood from `&` on, at character 17"],
    ['Status=="DRAFT" Type=="ACCREC"', "from `Type` on, at character 17: expected AND, OR or the end"],
    ['Status=="DRAFT', 'from `"` on, at character 9'],
    ["(Total>1", "The filter ends too early, at character 9: expected `)`"],
    ["Total>1)", "from `)` on, at character 8"],
    ['Colour=="red"', "names `Colour` at character 1, which is no field here"],
    ['constructor=="red"', "names `constructor` at character 1, which is no field here"],
    ['Total=="1"', "`Total` at character 1 is compared with a value that is not a number"],
    ["Status==1", "`Status` at character 1 is compared with a value that is not a text"],
    ['Date=="2026-01-01"', "is compared with a value that is not a DateTime(…)"],
    ["SentToContact > true", "`SentToContact` has no order"],
    ["Total < null", "`Total` has no order"],
    ["Date==DateTime(2026,2,30)", "needs a date that exists at character 7"],
    ["Date==DateTime(2026,2)", "needs a date that exists"],
    ["Date==DateTime.Now", "from `.` on, at character 15"],
    ['InvoiceID==guid("x")', "needs a GUID at character 17"],
    ['Total.Contains("1")', "`Total` is no text"],
    ['Status.ToLower()=="draft"', "from `(` on"],
    ["1==1", "from `1` on, at character 1: expected a field"],
    ["Status==Type", "from `Type` on, at character 9: expected a value"],
    [`${"(".repeat(60)}Total>1${")".repeat(60)}`, "more than 50 parentheses"],
  ])("that is not understood is refused with what and where: %s", async (where, expected) => {
    const { status, json } = await server.get("/Invoices", { query: { where } });
    expect(status).toBe(400);
    expect(json).toMatchObject({ ErrorNumber: 16, Type: "QueryParseException" });
    expect(json.Message).toContain(expected);
  });
});

describe("an order", () => {
  it.each([
    ["Total DESC", [4, 3, 2, 1]],
    ["Contact.Name ASC, Total DESC", [1, 4, 2, 3]],
    ["status", [2, 1, 3, 4]],
  ])("sorts by %s", async (order, expected) => {
    expect(await numbers("Total > 0", order)).toEqual(expected);
  });

  it.each(["Colour ASC", "Total UP", "Total ASC DESC", "Total; drop table invoices", ","])(
    "that is not understood is refused: %s",
    async (order) => {
      const { status, json } = await server.get("/Invoices", { query: { order } });
      expect(status).toBe(400);
      expect(json.ErrorNumber).toBe(16);
    },
  );
});

describe("a list", () => {
  it("comes in pages that together are the list", async () => {
    const pages = await Promise.all(
      ["1", "2", "3"].map((page) => server.get("/Invoices", { query: { page, pageSize: "2" } })),
    );
    expect(pages.map(({ list }) => list.length)).toEqual([2, 2, 0]);
    expect(pages[0]?.json.pagination).toEqual({ page: 1, pageSize: 2, pageCount: 2, itemCount: 4 });
    const all = pages.flatMap(({ list }) => list.map(({ InvoiceID }) => InvoiceID));
    expect(all).toEqual((await server.get("/Invoices")).list.map(({ InvoiceID }) => InvoiceID));
  });

  it("has lines with a page and none without", async () => {
    const [whole] = (await server.get("/Invoices", { query: { page: "1" } })).list;
    const [summary] = (await server.get("/Invoices")).list;
    expect(whole?.LineItems).toHaveLength(1);
    expect(summary?.LineItems).toEqual([]);
    const [light] = (await server.get("/Invoices", { query: { summaryOnly: "true", page: "1" } })).list;
    expect(light).not.toHaveProperty("LineItems");
  });

  it.each([
    [{ Statuses: "DRAFT,AUTHORISED" }, [1, 2, 3]],
    [{ InvoiceNumbers: "INV-0002,INV-0004" }, [2, 4]],
    [{ searchTerm: "OFF" }, [3]],
    [{ createdByMyApp: "true" }, [1, 2, 3, 4]],
  ])("is narrowed by %s", async (query, expected) => {
    const { list } = await server.get("/Invoices", { query });
    expect(list.map(({ InvoiceNumber }) => Number(String(InvoiceNumber).slice(-1)))).toEqual(expected);
  });

  it("of one app has nothing of another's", async () => {
    const headers = { authorization: "Bearer other" };
    expect((await server.get("/Invoices", { query: { createdByMyApp: "true" }, headers })).list).toEqual([]);
  });

  it("is narrowed by ids and contacts", async () => {
    const { list } = await server.get("/Invoices");
    const [, second, third] = list;
    const ids = [second?.InvoiceID, third?.InvoiceID].join(",");
    expect((await server.get("/Invoices", { query: { IDs: ids } })).list).toHaveLength(2);
    const { ContactID = "" } = (second?.Contact ?? {}) as { readonly ContactID?: string };
    expect((await server.get("/Invoices", { query: { ContactIDs: ContactID } })).list).toHaveLength(2);
  });

  it("has what changed since a moment, and nothing when nothing did", async () => {
    const since = (moment: string) => server.get("/Invoices", { headers: { "if-modified-since": moment } });
    expect((await since("2026-03-10T11:59:59.000Z")).list).toHaveLength(4);
    expect((await since("2026-03-10T03:59:59.000-08:00")).list).toHaveLength(4);
    expect((await since("2026-03-10T12:00:00")).list).toEqual([]);
    expect((await since("Tue, 10 Mar 2026 11:00:00 GMT")).list).toHaveLength(4);
    expect((await since("2027-01-01")).status).toBe(200);
    expect((await since("yesterday")).status).toBe(400);
  });

  it.each([
    { page: "0" },
    { page: "one" },
    { pageSize: "1001" },
    { IDs: "x" },
    { Statuses: "OPEN" },
    { includeArchived: "maybe" },
    { unitdp: "3" },
  ])("is refused where a parameter is not understood: %o", async (query) => {
    const { status, json } = await server.raw("GET", "/Invoices", undefined, { query });
    expect(status).toBe(400);
    expect(json.Message).toContain(Object.keys(query)[0]);
  });
});
