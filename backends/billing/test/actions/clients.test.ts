import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Books, openBooks } from "../support/books.js";

let books: Books;

beforeEach(async () => {
  books = await openBooks();
});

afterEach(() => books.close());

const john = {
  firstname: "John",
  lastname: "Doe",
  email: "john@example.com",
  address1: "1 Main Street",
  city: "Anytown",
  state: "Texas",
  postcode: "12345",
  country: "US",
  phonenumber: "800 555 1234",
};
const packedFields = (id: number, value: string) =>
  Buffer.from(`a:1:{i:${id};s:${value.length}:"${value}";}`).toString("base64");
const details = async (clientid: number) => (await books.call("GetClientsDetails", { clientid })).client as object;

async function requiredField(): Promise<void> {
  await books.billing.db.insertInto("custom_fields").values({ type: "client", name: "VAT", required: 1 }).execute();
}

describe("AddClient", () => {
  it("adds the client and the user who logs in, and welcomes them", async () => {
    expect(await books.call("AddClient", { ...john, password2: "hunter2" })).toEqual({ clientid: 3, owner_id: 1 });
    expect(await details(3)).toMatchObject({
      fullname: "John Doe",
      status: "Active",
      currency_code: "USD",
      countryname: "United States",
      phonenumber: "8005551234",
      phonenumberformatted: "+1.8005551234",
      users: { user: [{ id: 1, email: "john@example.com", is_owner: true }] },
    });
    const { db } = books.billing;
    const user = await db.selectFrom("users").selectAll().executeTakeFirstOrThrow();
    expect(user.password_hash).toMatch(/^[0-9a-f]{32}:[0-9a-f]{64}$/);
    expect(await db.selectFrom("outbox").select("recipient").execute()).toEqual([{ recipient: "john@example.com" }]);
  });

  it("attaches the client to a user who exists already", async () => {
    await books.call("AddClient", { ...john, noemail: 1 });
    const second = { ...john, email: "second@example.com", owner_user_id: 1, noemail: 1 };
    expect(await books.call("AddClient", second)).toEqual({ clientid: 4, owner_id: 1 });
    expect(await books.billing.db.selectFrom("outbox").selectAll().execute()).toEqual([]);
  });

  it.each([
    [{ owner_user_id: 9 }, "Invalid Owner User ID"],
    [{ firstname: "" }, "You did not enter your first name"],
    [{ lastname: undefined }, "You did not enter your last name"],
    [{ email: "" }, "You did not enter your email address"],
    [{ email: "john" }, "The email address you entered was not valid"],
    [{ address1: "" }, "You did not enter your  address line 1"],
    [{ city: "" }, "You did not enter your city"],
    [{ state: "" }, "You did not enter your state"],
    [{ postcode: "" }, "You did not enter your postcode"],
    [{ country: "" }, "Valid country required"],
    [{ country: "USA" }, "Valid country required"],
    [{ country: "XX" }, "Valid country required"],
    [{ phonenumber: "" }, "You did not enter your phone number"],
    [{ phonenumber: "call me" }, "Invalid telephone phone number"],
    [{ currency: 9 }, "Currency ID Not Found"],
    [{ groupid: 9 }, "Client Group ID Not Found"],
    [{ email: "one@example.com" }, "The email address entered is not available for use."],
    [{ firstname: "", lastname: "" }, "You did not enter your first name"],
  ])("refuses %j: %s", async (values, message) => {
    expect(await books.refused("AddClient", { ...john, ...values })).toBe(message);
    expect(await books.billing.db.selectFrom("users").selectAll().execute()).toEqual([]);
  });

  it("refuses a second user with the same address", async () => {
    await books.call("AddClient", john);
    expect(await books.refused("AddClient", john)).toBe("A user already exists with that email address");
  });

  it("asks for the custom fields that are required, and keeps them", async () => {
    await requiredField();
    expect(await books.refused("AddClient", john)).toBe("You did not provide required custom field value for VAT");
    await books.call("AddClient", { ...john, customfields: packedFields(1, "DE1") });
    expect(await details(3)).toMatchObject({ customfields: [{ id: 1, value: "DE1" }] });
  });

  it("accepts incomplete data when told not to check it, but never without an address", async () => {
    await books.call("AddClient", { email: "bare@example.com", skipvalidation: 1 });
    expect(await books.refused("AddClient", { firstname: "A", skipvalidation: 1 })).toBe(
      "You did not enter your email address",
    );
  });

  it("keeps nothing of a card", async () => {
    const answer = await books.billing.localApi("AddClient", { ...john, cardnum: "4111111111111111", cvv: "123" });
    expect(answer).toMatchObject({ result: "success", warning: expect.stringContaining("cardnum") });
    const row = await books.billing.db.selectFrom("clients").selectAll().where("id", "=", 3).executeTakeFirst();
    expect(JSON.stringify(row)).not.toContain("4111");
  });
});

describe("UpdateClient", () => {
  it("changes what is given and nothing else", async () => {
    const before = await details(1);
    expect(await books.call("UpdateClient", { clientid: 1, companyname: "Ltd", taxexempt: 1 })).toEqual({
      clientid: "1",
    });
    expect(await details(1)).toEqual({ ...before, companyname: "Ltd", taxexempt: true });
    await books.call("UpdateClient", { clientemail: "one@example.com", status: "Inactive", groupid: 0 });
    expect(await details(1)).toMatchObject({ status: "Inactive" });
  });

  it("switches domain mail off only where a contact gets it", async () => {
    const off = { clientid: 1, email_preferences: { domain: 0 } };
    expect(await books.refused("UpdateClient", off)).toContain("required by ICANN");
    await books.call("AddContact", { clientid: 1, email: "c@example.com", email_preferences: { domain: 1 } });
    await books.call("UpdateClient", off);
    expect(await details(1)).toMatchObject({ email_preferences: { domain: "0", general: "1" } });
  });

  it.each([
    [{ clientid: 9 }, "Client ID Not Found"],
    [{ clientid: undefined }, "Client ID Not Found"],
    [{ email: "two@example.com" }, "Duplicate Email Address"],
    [{ email: "nope" }, "The email address entered is not valid"],
    [{ currency: 9 }, "Currency ID Not Found"],
    [{ groupid: 9 }, "Client Group ID Not Found"],
  ])("refuses %j: %s", async (values, message) => {
    const before = await details(1);
    expect(await books.refused("UpdateClient", { clientid: 1, companyname: "Ltd", ...values })).toBe(message);
    expect(await details(1)).toEqual(before);
  });

  it("keeps the currency of a client who has invoices", async () => {
    await books.billing.db.insertInto("currencies").values({ code: "EUR", prefix: "€" }).execute();
    await books.call("CreateInvoice", { userid: 1, itemdescription1: "x", itemamount1: 5 });
    expect(await books.refused("UpdateClient", { clientid: 1, currency: 2 })).toBe(
      "A client's currency cannot change once there are invoices",
    );
    await books.call("UpdateClient", { clientid: 2, currency: 2 });
    expect(await details(2)).toMatchObject({ currency_code: "EUR" });
  });
});

describe("AddContact", () => {
  it("refuses an address that the client has already", async () => {
    await books.call("AddContact", { clientid: 1, email: "c@example.com" });
    for (const email of ["c@example.com", "one@example.com"]) {
      expect(await books.refused("AddContact", { clientid: 1, email })).toBe("Duplicate Email Address");
    }
    expect(await books.call("AddContact", { clientid: 2, email: "c@example.com" })).toEqual({ contactid: "2" });
    expect(await books.refused("AddContact", { clientid: 9 })).toBe("Client ID Not Found");
  });
});

describe("GetClients", () => {
  type Listed = { totalresults: number; clients: { client: { firstname: string }[] } };
  const names = async (values: Readonly<Record<string, unknown>>) =>
    ((await books.call("GetClients", values)) as unknown as Listed).clients.client.map(({ firstname }) => firstname);

  beforeEach(async () => {
    await books.call("AddClient", { ...john, companyname: "Acme_100%", noemail: 1 });
    await books.call("UpdateClient", { clientid: 2, status: "Closed" });
  });

  it.each([
    [{}, ["One", "Two", "John"]],
    [{ orderby: "id", sorting: "DESC" }, ["John", "Two", "One"]],
    [{ orderby: "nonsense", sorting: "sideways" }, ["One", "Two", "John"]],
    [{ status: "Closed" }, ["Two"]],
    [{ search: "john d" }, ["John"]],
    [{ search: "acm" }, ["John"]],
    [{ search: "two@" }, ["Two"]],
    [{ search: "hn" }, []],
    [{ search: "acme_1" }, ["John"]],
    [{ search: "acme_100%" }, ["John"]],
    [{ search: "a_me" }, []],
    [{ search: "%" }, []],
    [{ limitstart: 1, limitnum: 1 }, ["Two"]],
  ])("answers %j with %j", async (values, expected) => {
    expect(await names(values)).toEqual(expected);
  });

  it("tells how many there are beyond this page", async () => {
    const counts = { totalresults: 3, startnumber: 1, numreturned: 1 };
    expect(await books.call("GetClients", { limitstart: 1, limitnum: 1 })).toMatchObject(counts);
  });
});

describe("GetClientsDetails", () => {
  it("answers the profile under client and at the top", async () => {
    const { client, ...top } = await books.call("GetClientsDetails", { email: "one@example.com" });
    expect(client).toMatchObject({ id: 1, firstname: "One" });
    expect(top).toEqual(client);
  });

  it("adds the figures when they are asked for", async () => {
    await books.call("CreateInvoice", { userid: 1, itemdescription1: "x", itemamount1: "10", duedate: "2026-03-01" });
    await books.call("CreateInvoice", { userid: 1, itemdescription1: "x", itemamount1: "5", draft: 1 });
    await books.call("OpenTicket", { deptid: 1, subject: "s", message: "m", clientid: 1 });
    expect((await books.call("GetClientsDetails", { clientid: 1, stats: 1 })).stats).toMatchObject({
      numdueinvoices: 1,
      dueinvoicesbalance: "$10.00 USD",
      numoverdueinvoices: 1,
      numDraftInvoices: 1,
      draftInvoicesBalance: "$5.00 USD",
      income: "$0.00 USD",
      incredit: false,
      numactivetickets: 1,
      productsnumtotal: 0,
    });
  });

  it("needs to be told who", async () => {
    expect(await books.refused("GetClientsDetails")).toBe("Either clientid Or email Is Required");
    expect(await books.refused("GetClientsDetails", { clientid: 9 })).toBe("Client Not Found");
    expect(await books.refused("GetClientsDetails", { email: "nobody@example.com" })).toBe("Client Not Found");
  });
});

describe("closing and deleting", () => {
  beforeEach(async () => {
    const { db } = books.billing;
    await books.call("CreateInvoice", { userid: 1, itemdescription1: "x", itemamount1: "10" });
    await db
      .insertInto("services")
      .values({ client_id: 1, product_id: 2, registered: "2026-01-01", status: "Active" })
      .execute();
    await db.insertInto("domains").values({ client_id: 1, domain: "one.com", status: "Active" }).execute();
  });

  const statuses = async (table: "services" | "domains" | "invoices") =>
    (
      await books.billing.db
        .selectFrom(table as "services")
        .select("status")
        .execute()
    ).map(({ status }) => status);

  it("CloseClient cancels what runs and what is unpaid", async () => {
    expect(await books.call("CloseClient", { clientid: 1 })).toEqual({ clientid: 1 });
    expect(await details(1)).toMatchObject({ status: "Closed" });
    for (const table of ["services", "domains", "invoices"] as const)
      expect(await statuses(table)).toEqual(["Cancelled"]);
    expect(await books.refused("CloseClient", { clientid: 9 })).toBe("Client ID Not Found");
  });

  it("DeleteClient takes everything along but the ledger", async () => {
    const { db } = books.billing;
    await books.call("AddClient", { ...john, noemail: 1 });
    await db.insertInto("users_clients").values({ user_id: 1, client_id: 1 }).execute();
    await db
      .insertInto("transactions")
      .values({ client_id: 1, invoice_id: 1, date: "2026-03-01 00:00:00", amount_in: 5 })
      .execute();
    expect(await books.call("DeleteClient", { clientid: 1, deleteusers: 1 })).toEqual({ clientid: "1" });
    for (const table of ["services", "domains", "invoices", "invoice_items"] as const) {
      expect(
        await db
          .selectFrom(table as "services")
          .selectAll()
          .execute(),
      ).toEqual([]);
    }
    expect(await db.selectFrom("transactions").select(["client_id", "amount_in"]).execute()).toEqual([
      { client_id: null, amount_in: 5 },
    ]);
    // The user still belongs to another client.
    expect(await db.selectFrom("users").select("id").execute()).toHaveLength(1);
    await books.call("DeleteClient", { clientid: 3, deleteusers: 1 });
    expect(await db.selectFrom("users").select("id").execute()).toEqual([]);
    expect(await books.refused("DeleteClient", { clientid: 1 })).toBe("Client ID Not Found");
  });

  it("DeleteClient takes the ledger too when told", async () => {
    const { db } = books.billing;
    await db.insertInto("transactions").values({ client_id: 1, date: "2026-03-01 00:00:00", amount_in: 5 }).execute();
    await books.call("DeleteClient", { clientid: 1, deletetransactions: 1 });
    expect(await db.selectFrom("transactions").selectAll().execute()).toEqual([]);
  });

  it("their services and domains are listed with what was asked for", async () => {
    const { db } = books.billing;
    await db
      .insertInto("services")
      .values({ client_id: 2, product_id: 1, registered: "2026-01-01", domain: "two.com" })
      .execute();
    const products = await books.call("GetClientsProducts", { clientid: 1 });
    expect(products).toMatchObject({
      clientid: "1",
      pid: null,
      totalresults: 1,
      products: { product: [{ id: "1", name: "Small Hosting", status: "Active", recurringamount: "0.00" }] },
    });
    expect(await books.call("GetClientsProducts", { domain: "two.com" })).toMatchObject({ totalresults: 1 });
    expect(await books.call("GetClientsProducts", { clientid: 9 })).toMatchObject({
      totalresults: 0,
      products: { product: [] },
    });
    expect(await books.call("GetClientsDomains", { clientid: 1 })).toMatchObject({
      totalresults: 1,
      domains: { domain: [{ domainname: "one.com", regtype: "Register", expirydate: "0000-00-00" }] },
    });
    expect(await books.call("GetClientsDomains", { domain: "nope.com" })).toMatchObject({ totalresults: 0 });
  });
});
