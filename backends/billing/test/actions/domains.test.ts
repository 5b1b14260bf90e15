import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Books, openBooks } from "../support/books.js";
import { hookNames, moduleCalls, orderRows, rowOf } from "../support/rows.js";

let books: Books;

beforeEach(async () => {
  books = await openBooks();
  await books.call("AddOrder", {
    clientid: 1,
    paymentmethod: "mailin",
    domain: ["example.com", "moving.com"],
    domaintype: ["register", "transfer"],
    eppcode: ["", "old-code"],
    domainfields: [{ Purpose: "shop" }],
    noinvoice: 1,
    noemail: 1,
  });
});

afterEach(() => books.close());

type Values = Readonly<Record<string, unknown>>;
const domain = async (id: number) => await rowOf(books.billing, "domains", id);
const register = async () => await books.call("DomainRegister", { domainid: 1 });
const withoutRegistrar = async () => await books.billing.db.updateTable("domains").set({ registrar: "" }).execute();

/** Refused in these words, with nothing written. */
async function expectRefused(action: string, values: Values, message: string) {
  const before = await orderRows(books.billing);
  expect(await books.refused(action, values)).toBe(message);
  expect(await orderRows(books.billing)).toEqual(before);
}

describe.each([
  ["DomainRegister", "RegisterDomain", {}],
  ["DomainTransfer", "TransferDomain", {}],
  ["DomainRenew", "RenewDomain", {}],
  ["DomainUpdateNameservers", "SaveNameservers", { ns1: "ns1.example.net", ns2: "ns2.example.net" }],
  ["DomainUpdateLockingStatus", "SaveRegistrarLock", { lockstatus: 1 }],
])("%s", (action, operation, values) => {
  it("asks the registrar, between its hooks", async () => {
    await books.call(action, { domainid: 1, ...values });
    expect(await moduleCalls(books.billing)).toEqual([{ module: "sandbox", operation, outcome: "ok" }]);
    const hooks = await hookNames(books.billing);
    const mine = hooks.filter((hook) => hook.includes("Registrar"));
    expect(mine).toEqual([`PreRegistrar${operation}`, `AfterRegistrar${operation}`]);
  });

  it("answers what the registrar says when it refuses, and changes nothing", async () => {
    const refusal = { operation, subject: "example.com", message: "The registry is closed" };
    await books.billing.db.insertInto("module_refusals").values(refusal).execute();
    await expectRefused(action, { domainid: 1, ...values }, "The registry is closed");
  });

  it("refuses a domain that is not there", async () => {
    const isById = action.startsWith("DomainUpdate");
    const notFound = isById ? "Domain ID Not Found" : "Domain Not Found";
    await expectRefused(action, { domainid: 9, ...values }, notFound);
    await expectRefused(action, { domainid: "1abc", ...values }, notFound);
    await expectRefused(action, values, notFound);
  });
});

describe.each([
  ["DomainRegister", {}],
  ["DomainTransfer", {}],
  ["DomainRenew", {}],
  ["DomainUpdateNameservers", { ns1: "ns1.example.net", ns2: "ns2.example.net" }],
])("%s by name", (action, values) => {
  it("finds the domain, and refuses one that has no registrar", async () => {
    await books.call(action, { domain: "Example.COM", ...values });
    await withoutRegistrar();
    await expectRefused(action, { domain: "example.com", ...values }, "The domain is not assigned to a registrar");
  });
});

describe("DomainRegister", () => {
  it("makes the domain active for its term, and keeps the language of its name", async () => {
    await books.call("DomainRegister", { domainid: 1, idnlanguage: "dan" });
    expect(await domain(1)).toMatchObject({
      status: "Active",
      registered: "2026-03-10",
      expires: "2027-03-10",
      next_due: "2027-03-10",
      idn_language: "dan",
    });
    const { parameters } = await rowOf(books.billing, "module_calls", 1);
    expect(JSON.parse(String(parameters))).toMatchObject({ years: 1, fields: '{"Purpose":"shop"}' });
  });

  it("refuses a language that is none", async () => {
    const message = await books.refused("DomainRegister", { domainid: 1, idnlanguage: "xxx" });
    expect(message).toMatch(/^Invalid IDN Language. Must be one of: ara, chi, dan, /);
    expect(await domain(1)).toMatchObject({ status: "Pending", idn_language: "" });
  });
});

describe("DomainTransfer", () => {
  it("waits for the old registrar, with the code that was ordered or is given", async () => {
    await books.call("DomainTransfer", { domainid: 2 });
    expect(await domain(2)).toMatchObject({ status: "Pending Transfer", epp_code: "old-code" });
    await books.call("DomainTransfer", { domainid: 2, eppcode: "new-code" });
    expect(await domain(2)).toMatchObject({ epp_code: "new-code" });
    const calls = await books.billing.db.selectFrom("module_calls").selectAll().execute();
    expect(JSON.stringify(calls)).not.toMatch(/old-code|new-code/);
  });
});

describe("DomainRenew", () => {
  it("adds years to what is left, those that are given or the domain's own term", async () => {
    await register();
    await books.call("DomainRenew", { domainid: 1, regperiod: 3 });
    expect(await domain(1)).toMatchObject({ expires: "2030-03-10", next_due: "2027-03-10" });
    await books.call("DomainRenew", { domainid: 1 });
    expect(await domain(1)).toMatchObject({ expires: "2031-03-10" });
  });

  it.each([0, 11, -1])("refuses %d years", async (regperiod) => {
    await expectRefused("DomainRenew", { domainid: 1, regperiod }, "The registration period must be 1 to 10 years");
  });
});

describe("nameservers", () => {
  it("are those that were set, and only those", async () => {
    await register();
    expect(await books.call("DomainGetNameservers", { domainid: 1 })).toEqual({
      ns1: "ns1.company.example",
      ns2: "ns2.company.example",
    });
    const three = { ns1: "a.example.net", ns2: "b.example.net", ns3: "c.example.net" };
    await books.call("DomainUpdateNameservers", { domainid: 1, ...three });
    expect(await books.call("DomainGetNameservers", { domainid: 1 })).toEqual(three);
  });

  it("need two", async () => {
    await expectRefused("DomainUpdateNameservers", { domainid: 1, ns1: "a.example.net" }, "ns1 and ns2 required");
    await expectRefused("DomainUpdateNameservers", { domainid: 9 }, "Domain ID Not Found");
  });

  it("are not known before the registrar knows the domain", async () => {
    await expectRefused("DomainGetNameservers", { domainid: 1 }, "Registrar Function Not Supported");
    await expectRefused("DomainGetNameservers", { domainid: 9 }, "Domain ID Not Found");
    await expectRefused("DomainGetNameservers", {}, "Domain ID Not Found");
  });
});

describe("the lock", () => {
  const status = async () => await books.call("DomainGetLockingStatus", { domainid: 1 });

  it("is unknown before the registrar knows the domain, then on, then as it is set", async () => {
    expect(await status()).toEqual({ lockstatus: "unknown" });
    await register();
    expect(await status()).toEqual({ lockstatus: "locked" });
    await books.call("DomainUpdateLockingStatus", { domainid: 1, lockstatus: 0 });
    expect(await status()).toEqual({ lockstatus: "unlocked" });
    await books.call("DomainUpdateLockingStatus", { domainid: 1, lockstatus: 1 });
    expect(await status()).toEqual({ lockstatus: "locked" });
    await expectRefused("DomainGetLockingStatus", { domainid: 9 }, "Domain ID Not Found");
  });

  it("cannot be set without a registrar", async () => {
    await withoutRegistrar();
    await expectRefused(
      "DomainUpdateLockingStatus",
      { domainid: 1, lockstatus: 1 },
      "An invalid configuration was detected with the registrar module",
    );
  });
});

describe("DomainWhois", () => {
  it("says whether a name is free, by the name or by a domain of a client", async () => {
    expect(await books.call("DomainWhois", { domain: "free.com" })).toEqual({ status: "available" });
    await register();
    const taken = { status: "unavailable", whois: expect.stringContaining("Domain Name: example.com<br />") };
    expect(await books.call("DomainWhois", { domain: " EXAMPLE.com " })).toEqual(taken);
    expect(await books.call("DomainWhois", { domainid: 1 })).toEqual(taken);
  });

  it.each([
    [{ domain: "nothing" }, "Domain not valid"],
    [{ domain: "-x.com" }, "Domain not valid"],
    [{ domain: "a b.com" }, "Domain not valid"],
    [{}, "Domain not valid"],
    [{ domainid: 9 }, "Domain not valid"],
    [{ domain: "example.unknown" }, "The given TLD is not supported for WHOIS lookups"],
  ])("refuses %j: %s", async (values, message) => {
    await expectRefused("DomainWhois", values, message);
  });
});

describe("DomainGetWhoisInfo", () => {
  it("says who is on record, which is the client", async () => {
    await register();
    const { Registrant, Admin, Tech } = await books.call("DomainGetWhoisInfo", { domainid: 1 });
    expect(Registrant).toMatchObject({ First_Name: "One", Last_Name: "Client", Email: "one@example.com" });
    expect([Admin, Tech]).toEqual([Registrant, Registrant]);
  });

  it("refuses what is not there, or not at the registrar", async () => {
    await expectRefused("DomainGetWhoisInfo", { domainid: 9 }, "Domain ID Not Found");
    await expectRefused("DomainGetWhoisInfo", { domainid: 1 }, "Registrar Function Not Supported");
  });
});
