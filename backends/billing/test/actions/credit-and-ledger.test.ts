import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Books, openBooks } from "../support/books.js";

let books: Books;
beforeEach(async () => {
  books = await openBooks();
  await books.call("CreateInvoice", { userid: 1, itemdescription1: "Work", itemamount1: "100.00" });
  await books.call("AddCredit", { clientid: 1, description: "Prepaid", amount: "30.00" });
});
afterEach(() => books.close());

const invoice = () => books.call("GetInvoice", { invoiceid: 1 });
const creditLog = async (clientid = 1) => {
  const { credits } = await books.call("GetCredits", { clientid });
  return (credits as { credit: { amount: string; description: string }[] }).credit.map(
    ({ amount, description }) => `${amount} ${description}`,
  );
};

describe("ApplyCredit", () => {
  it.each([
    ["99", "5", "Invoice ID Not Found"],
    ["1", "0", "Credit Amount to apply must be greater than zero"],
    ["1", "-5", "Credit Amount to apply must be greater than zero"],
    ["1", "30.01", "Amount exceeds customer credit balance"],
    ["1", "lots", "amount must be an amount such as 15.95, or full"],
  ])("of %s with %s is refused: %s", async (invoiceid, amount, message) => {
    expect(await books.refused("ApplyCredit", { invoiceid, amount })).toBe(message);
    expect(await creditLog()).toEqual(["30.00 Prepaid"]);
  });

  it("is refused above the invoice's balance, and on an invoice that is not Unpaid", async () => {
    await books.call("AddInvoicePayment", { invoiceid: 1, amount: "90" });
    expect(await books.refused("ApplyCredit", { invoiceid: 1, amount: "10.01" })).toBe(
      "Amount Exceeds Invoice Balance",
    );
    await books.call("ApplyCredit", { invoiceid: 1, amount: "10.00" });
    expect(await books.refused("ApplyCredit", { invoiceid: 1, amount: "1" })).toBe("Invoice Not in Unpaid Status");
  });

  it.each(["full", "FULL", "", undefined])("of %s applies as much as there is", async (amount) => {
    expect(await books.call("ApplyCredit", { invoiceid: 1, amount })).toEqual({
      invoiceid: "1",
      amount: "30.00",
      invoicepaid: "false",
    });
    expect(await invoice()).toMatchObject({ credit: "30.00", total: "70.00", balance: "70.00" });
    expect(await creditLog()).toEqual(["30.00 Prepaid", "-30.00 Credit Applied to Invoice #1"]);
  });
});

describe("AddCredit", () => {
  it.each([
    [{ type: "give" }, "Type can only be add or remove"],
    [{ clientid: "99" }, "Client ID Not Found"],
    [{ adminid: "99" }, "Admin ID Not Found"],
    [{ amount: "" }, "No Amount Provided"],
    [{ amount: "0.00" }, "No Amount Provided"],
    [{ amount: "1.234" }, "Amount must be in decimal format: ### or ###.##"],
    [{ amount: "-5" }, "Amount must be in decimal format: ### or ###.##"],
    [{ amount: "9999999999999" }, "Amount must be in decimal format: ### or ###.##"],
    [{ date: "2026-02-30" }, "Date Format is not Valid"],
    [{ type: "remove", amount: "30.01" }, "Amount exceeds customer credit balance"],
  ])("with %j is refused: %s", async (values, message) => {
    expect(await books.refused("AddCredit", { clientid: 1, description: "x", amount: "5", ...values })).toBe(message);
    expect(await creditLog()).toEqual(["30.00 Prepaid"]);
  });

  it("adds and removes, each with its line in the log", async () => {
    expect(await books.call("AddCredit", { clientid: 1, description: "More", amount: "5" })).toEqual({
      newbalance: "35.00",
    });
    expect(await books.call("AddCredit", { clientid: 1, description: "Back", amount: "35", type: "remove" })).toEqual({
      newbalance: "0.00",
    });
    expect(await creditLog()).toEqual(["30.00 Prepaid", "5.00 More", "-35.00 Back"]);
  });
});

describe("AddTransaction", () => {
  const payment = { paymentmethod: "mailin", userid: 1, invoiceid: 1, transid: "T-1", amountin: "100" };

  it.each([
    [{ userid: 99 }, "Client ID Not Found"],
    [{ invoiceid: 99 }, "Invoice ID Not Found"],
    [{ userid: 2 }, "User ID does not own the given Invoice ID"],
    [{ currencyid: 99 }, "Currency ID Not Found"],
    [{ currencyid: 2 }, "Currency ID does not match Client currency"],
    [{ userid: "", invoiceid: "" }, "A Currency ID is required for non-customer related transactions"],
    [{ paymentmethod: "" }, "Payment Method is required"],
    [{ amountin: "-1" }, "The amounts of a transaction must not be negative"],
    [{ transid: "TAKEN" }, "Transaction ID must be Unique"],
    [{ rate: "0" }, "rate must be a decimal number above 0"],
    [{ rate: "-1" }, "rate must be a decimal number above 0"],
  ])("with %j is refused: %s", async (values, message) => {
    await books.billing.db.insertInto("currencies").values({ code: "EUR" }).execute();
    await books.call("AddTransaction", { paymentmethod: "mailin", userid: 2, transid: "TAKEN" });
    expect(await books.refused("AddTransaction", { ...payment, ...values })).toBe(message);
    expect(await invoice()).toMatchObject({ status: "Unpaid", balance: "100.00" });
  });

  it("pays its invoice, and pays it back", async () => {
    await books.call("AddTransaction", payment);
    expect(await invoice()).toMatchObject({ status: "Paid", balance: "0.00" });
    await books.call("AddTransaction", { paymentmethod: "mailin", invoiceid: 1, amountout: "40" });
    expect(await invoice()).toMatchObject({ status: "Paid", balance: "40.00" });
    await books.call("AddTransaction", { paymentmethod: "mailin", invoiceid: 1, amountout: "60" });
    expect(await invoice()).toMatchObject({ status: "Refunded", balance: "100.00" });
    const { refunded_at, paid_at } = await books.billing.db
      .selectFrom("invoices")
      .selectAll()
      .executeTakeFirstOrThrow();
    expect([refunded_at, paid_at]).toEqual(["2026-03-10 12:00:00", "2026-03-10 12:00:00"]);
  });

  it("gives no credit for what went out again in the same transaction", async () => {
    await books.call("AddTransaction", { ...payment, amountin: "200", amountout: "200" });
    expect(await invoice()).toMatchObject({ status: "Unpaid", balance: "100.00" });
    await books.call("AddTransaction", { ...payment, transid: "T-2", amountin: "200", amountout: "70" });
    expect(await invoice()).toMatchObject({ status: "Paid" });
    expect(await creditLog()).toEqual(["30.00 Prepaid", "30.00 Invoice #1 Overpayment"]);
  });

  it("adds to the client's credit when told to, and may stand for itself", async () => {
    await books.call("AddTransaction", {
      paymentmethod: "mailin",
      userid: 1,
      transid: "C-1",
      amountin: "7.50",
      credit: 1,
    });
    expect(await creditLog()).toEqual(["30.00 Prepaid", "7.50 Credit from Transaction ID C-1"]);
    await books.call("AddTransaction", {
      paymentmethod: "mailin",
      currencyid: 1,
      description: "Rent",
      amountout: "500",
    });
    await books.call("AddTransaction", {
      paymentmethod: "mailin",
      userid: 1,
      transid: "C-1",
      allowduplicatetransid: 1,
    });
    expect(await books.call("GetTransactions", { transid: "C-1" })).toMatchObject({ totalresults: 2 });
  });
});

describe("UpdateTransaction", () => {
  it("moves a payment to another invoice, and both invoices' balances follow", async () => {
    await books.call("CreateInvoice", { userid: 1, itemdescription1: "More", itemamount1: "50.00" });
    await books.call("AddTransaction", { paymentmethod: "mailin", invoiceid: 1, amountin: "50" });
    expect(await books.call("UpdateTransaction", { transactionid: 1, invoiceid: 2 })).toEqual({ transactionid: "1" });
    expect(await invoice()).toMatchObject({ balance: "100.00", status: "Unpaid" });
    expect(await books.call("GetInvoice", { invoiceid: 2 })).toMatchObject({ balance: "0.00", status: "Paid" });
  });

  it("makes no money into credit twice, and pays no invoice with what is credit", async () => {
    await books.call("AddTransaction", { paymentmethod: "mailin", userid: 1, transid: "C", amountin: "10", credit: 1 });
    await books.call("UpdateTransaction", { transactionid: 1, credit: 1 });
    await books.call("UpdateTransaction", { transactionid: 1, credit: 1, amountin: "15" });
    await books.call("UpdateTransaction", { transactionid: 1, credit: 1, amountin: "12" });
    expect(await books.refused("UpdateTransaction", { transactionid: 1, invoiceid: 1 })).toBe(
      "A transaction that was added to the client's credit cannot pay an invoice",
    );
    await books.call("AddTransaction", { paymentmethod: "mailin", invoiceid: 1, amountin: "20" });
    await books.call("UpdateTransaction", { transactionid: 2, credit: 1 });
    expect(await creditLog()).toEqual([
      "30.00 Prepaid",
      "10.00 Credit from Transaction ID C",
      "5.00 Credit from Transaction ID 1",
    ]);
  });

  it.each([
    [{ transactionid: 99 }, "Transaction ID Not Found"],
    [{ invoiceid: 99 }, "Invoice ID Not Found"],
    [{ userid: 99 }, "Client ID Not Found"],
    [{ currency: 99 }, "Currency ID Not Found"],
  ])("refuses %j", async (values, message) => {
    await books.call("AddTransaction", { paymentmethod: "mailin", userid: 1 });
    expect(await books.refused("UpdateTransaction", { transactionid: 1, ...values })).toBe(message);
  });
});
