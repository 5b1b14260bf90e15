/** Clients that others wrote and published, unmodified, against the books. */
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Server, startServer } from "../support/server.js";

type Answer = Record<string, unknown>;
type Method = (...parameters: unknown[]) => Promise<Answer>;
type Client = Readonly<Record<string, Readonly<Record<string, Method>>>>;

const require = createRequire(import.meta.url);
let server: Server;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

/** `whmcs`: identifies itself with user name and md5, and has callbacks. */
function whmcs(): Client {
  const { username, password } = server.access;
  const WHMCS = require("whmcs") as new (config: object) => Record<string, Record<string, (...all: unknown[]) => void>>;
  const hashed = createHash("md5").update(password).digest("hex");
  const client = new WHMCS({ username, password: hashed, apiKey: "", serverUrl: server.url });
  const promised = (area: string) =>
    new Proxy(
      {},
      {
        get:
          (_, method: string) =>
          (...parameters: unknown[]) =>
            promisify((done) => client[area]?.[method]?.(...parameters, done))(),
      },
    );
  return { billing: promised("billing") as never, customers: promised("customers") as never };
}

/** `whmcs-js`: identifies itself with identifier and secret. */
function whmcsJs(): Client {
  const { identifier, secret } = server.access;
  const { Billing } = require("whmcs-js") as { Billing: new (config: object) => Client[string] };
  return { billing: new Billing({ serverUrl: server.url, identifier, secret }) };
}

describe("the npm package whmcs", () => {
  const invoice = {
    paymentmethod: "banktransfer",
    date: "20141230",
    duedate: "20141230",
    itemdescription1: "test item",
    itemamount1: 1,
    itemtaxed1: true,
  };

  it("creates an invoice, cancels it and reads it", async () => {
    const { billing } = whmcs();
    const { invoiceid } = (await billing?.createInvoice?.(2, invoice)) ?? {};
    expect(invoiceid).toBe(1);
    await billing?.updateInvoice?.(invoiceid, { status: "Cancelled" });
    expect(await billing?.getInvoice?.(invoiceid)).toMatchObject({ status: "Cancelled", date: "2014-12-30" });
  });

  it("creates an invoice and captures its payment by card", async () => {
    const { billing } = whmcs();
    await billing?.createInvoice?.(2, { ...invoice, paymentmethod: "sandboxcard" });
    expect(await billing?.capturePayment?.(1, { cvv: "123" })).toMatchObject({ result: "success" });
    expect(await billing?.getInvoice?.(1)).toMatchObject({ status: "Paid", balance: "0.00" });
  });

  it("adds credit, pays an invoice with all of it, and reads the credit log", async () => {
    const { billing, customers } = whmcs();
    await billing?.addCredit?.(1, "10.00", "Prepaid");
    await billing?.createInvoice?.(1, invoice);
    expect(await billing?.payInvoice?.(1, "full")).toMatchObject({ amount: "1.00", invoicepaid: "true" });
    const { credits } = (await customers?.getCredits?.(1)) ?? {};
    expect(credits).toMatchObject({ credit: [{ amount: "10.00" }, { amount: "-1.00" }] });
  });

  it("is told what is wrong", async () => {
    await expect(whmcs().billing?.getInvoice?.(99)).rejects.toThrow("WHMCS Error (200): Invoice ID Not Found");
  });
});

describe("the npm package whmcs-js", () => {
  it("creates, changes, pays and lists an invoice", async () => {
    const { billing } = whmcsJs();
    const created = await billing?.createInvoice?.({
      userid: 1,
      itemdescription1: "One",
      itemamount1: "5.00",
      itemtaxed1: false,
      autoapplycredit: false,
    });
    expect(created).toEqual({ result: "success", invoiceid: 1, status: "Unpaid" });
    await billing?.updateInvoice?.({
      invoiceid: 1,
      notes: undefined,
      "newitemdescription[]": "Two",
      "newitemamount[]": "2.50",
    });
    await billing?.addInvoicePayment?.({ invoiceid: 1, transid: "T-1", gateway: "paypal", date: "2026-03-10" });
    expect(await billing?.getInvoice?.({ invoiceid: 1 })).toMatchObject({
      notes: "undefined",
      total: "7.50",
      status: "Paid",
    });
    expect(await billing?.getInvoices?.({ userid: 1, status: "Paid" })).toMatchObject({ totalresults: 1 });
    expect(await billing?.getTransactions?.({ invoiceid: 1 })).toMatchObject({
      transactions: { transaction: [{ transid: "T-1", amountin: "7.50", gateway: "paypal" }] },
    });
  });

  it("is told what is wrong, also with status 403", async () => {
    const { Billing } = require("whmcs-js") as { Billing: new (config: object) => Client[string] };
    const stranger = new Billing({ serverUrl: server.url, identifier: "x", secret: "y" });
    expect(await stranger.getInvoice?.({ invoiceid: 1 })).toEqual({
      result: "error",
      message: "Invalid or missing credentials",
    });
  });
});
