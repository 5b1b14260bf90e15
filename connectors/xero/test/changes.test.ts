/** What an update would do unasked, or Xero would refuse, said before it is sent. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { callerAt } from "./support/calling.js";
import { type RecordingApi, startRecordingApi } from "./support/recording-api.js";
import { bankTransaction, ids, invoice } from "./support/samples.js";

let api: RecordingApi;
beforeEach(async () => {
  api = await startRecordingApi();
});
afterEach(() => api.close());

type Fields = Readonly<Record<string, unknown>>;
type Case = readonly [what: string, present: Fields, change: Fields, more?: Fields];

async function update(present: Fields, change: Fields, more: Fields = {}) {
  api.answer({ reply: { Invoices: [{ ...invoice, ...present }] } }, "usual");
  const args = { invoiceID: ids.invoice, invoices: { Invoices: [change] }, ...more };
  return callerAt(api.url).call("update_invoice", args);
}
const sent = () => api.requests.filter(({ method }) => method === "POST");

const authorised = { Status: "AUTHORISED" };
const partPaid = { ...authorised, AmountPaid: 10 };
const kept = [{ LineItemID: ids.line }, { LineItemID: ids.otherLine }];
const precise = { LineItems: [{ ...invoice.LineItems[0], UnitAmount: 0.1234 }] };
const keptOne = [{ LineItemID: ids.line }];

const accepted: readonly Case[] = [
  ["a draft's reference", {}, { Reference: "r" }],
  ["a draft's way to any of its statuses", {}, { Status: "SUBMITTED" }],
  ["a draft's approval", {}, { Status: "AUTHORISED" }],
  ["a submitted one's way back", { Status: "SUBMITTED" }, { Status: "DRAFT" }],
  ["a draft's end", {}, { Status: "DELETED" }],
  ["an authorised one, its status given again", authorised, { Status: "AUTHORISED", LineItems: kept }],
  ["an authorised one's end", authorised, { Status: "VOIDED" }],
  [
    "the few fields of one with a payment",
    partPaid,
    { Status: "AUTHORISED", Reference: "r", Url: "https://x.example" },
  ],
  [
    "what says of one with a payment only what it is",
    partPaid,
    { Status: "AUTHORISED", Type: "ACCREC", Contact: {}, DueDate: "2026-03-31" },
  ],
  ["lines that are all named", {}, { LineItems: [{ ...kept[0], UnitAmount: 5 }, kept[1]] }],
  ["a new line beside all that are there", {}, { LineItems: [{ Description: "new" }, ...kept] }],
  ["a line that is removed by its id", {}, { LineItems: keptOne }, { removeLineItems: [ids.otherLine] }],
  ["ids in capitals", {}, { LineItems: kept.map(({ LineItemID }) => ({ LineItemID: LineItemID.toUpperCase() })) }],
  ["four decimals, said so", precise, { LineItems: [{ ...keptOne[0], UnitAmount: 0.5678 }] }, { unitdp: 4 }],
  ["a new amount in place of a precise one", precise, { LineItems: [{ ...keptOne[0], UnitAmount: 5 }] }],
  ["a due date for one that has none", { DueDate: undefined }, { Status: "AUTHORISED", DueDate: "2026-03-31" }],
  ["the type that it has", {}, { Type: "ACCREC", Reference: "r" }],
  ["an empty contact, which keeps it", {}, { Contact: {} }],
  ["an invoice in a status that is not known here", { Status: "NEW" }, { Reference: "r" }],
];

const refused: readonly (readonly [what: string, present: Fields, change: Fields, more: Fields, words: RegExp])[] = [
  ["a paid one", { Status: "PAID" }, { Reference: "r" }, {}, /is PAID: nothing.*remove its payments/],
  ["a voided one", { Status: "VOIDED" }, { Status: "DRAFT" }, {}, /is VOIDED: nothing.*cannot be brought back/],
  ["a deleted one", { Status: "DELETED" }, { Reference: "r" }, {}, /is DELETED: nothing/],
  ["a draft that is voided", {}, { Status: "VOIDED" }, {}, /DRAFT cannot become VOIDED; it can be .*DELETED/],
  ["an authorised one that is deleted", authorised, { Status: "DELETED" }, {}, /cannot become DELETED; .*VOIDED/],
  ["an authorised one made a draft", authorised, { Status: "DRAFT" }, {}, /cannot become DRAFT/],
  ["an authorised one, its status left out", authorised, { Reference: "r" }, {}, /give Status AUTHORISED again/],
  [
    "the lines of one with a payment",
    partPaid,
    { Status: "AUTHORISED", LineItems: kept, Contact: { Name: "n" } },
    {},
    /payment or credit, so Contact, LineItems cannot change; Reference, DueDate, .*Url can/,
  ],
  ["the end of one with a credit", { ...authorised, AmountCredited: 1 }, { Status: "VOIDED" }, {}, /cannot be voided/],
  ["another type", {}, { Type: "ACCPAY" }, {}, /Type cannot change: the invoice is ACCREC/],
  ["approval without a due date", { DueDate: undefined }, { Status: "AUTHORISED" }, {}, /needs a DueDate/],
  ["a draft that is marked as sent", {}, { SentToContact: true }, {}, /SentToContact.*it is DRAFT/],
  [
    "a bill with a discount",
    { Type: "ACCPAY" },
    { LineItems: [{ ...kept[0], DiscountRate: 10 }, kept[1]] },
    {},
    /bill's lines have no discount/,
  ],
  [
    "lines without their ids, which would delete all that are there",
    {},
    { LineItems: [{ Description: "only this" }] },
    {},
    new RegExp(`would delete 2 of its 2: ${ids.line}, ${ids.otherLine}\\. Give each .*removeLineItems`),
  ],
  ["a line that is forgotten", {}, { LineItems: keptOne }, {}, new RegExp(`would delete 1 of its 2: ${ids.otherLine}`)],
  [
    "a line of another invoice",
    {},
    { LineItems: [...kept, { LineItemID: ids.account }] },
    {},
    /of no line that is there/,
  ],
  [
    "a line to remove that is not there",
    {},
    { LineItems: kept },
    { removeLineItems: [ids.account] },
    /of no line that is there; its lines are/,
  ],
  ["an amount that would be rounded", {}, { LineItems: [{ ...kept[0], UnitAmount: 1.005 }, kept[1]] }, {}, /unitdp 4/],
  ["an untouched line that would be rounded", precise, { Reference: "r" }, {}, /not changed: give unitdp 4/],
  ["a kept line that would be rounded", precise, { LineItems: keptOne }, { unitdp: 2 }, /give unitdp 4/],
];

describe("a change of an invoice", () => {
  it.each(accepted.map(([what, present, change, more = {}]) => [what, present, change, more] as const))(
    "goes to Xero once it was looked at: %s",
    async (_, present, change, more) => {
      const { isError, text } = await update(present, change, more);
      expect(isError, text).toBe(false);
      expect(api.requests.map(({ method }) => method)).toEqual(["GET", "POST"]);
      expect(api.requests[0]?.query).toEqual({ unitdp: "4" });
      expect(sent()[0]?.body).toEqual({ Invoices: [{ ...change, InvoiceID: ids.invoice }] });
    },
  );

  it.each(refused)(
    "is refused before it is sent, with what would be right: %s",
    async (_, present, change, more, words) => {
      const { isError, text } = await update(present, change, more);
      expect(isError).toBe(true);
      expect(text).toMatch(words);
      expect(text).toMatch(/Nothing was changed\.$/);
      expect(sent()).toEqual([]);
    },
  );

  it("is not sent when the invoice cannot be read, and nothing is uncertain then", async () => {
    api.answer("break");
    const args = { invoiceID: ids.invoice, invoices: { Invoices: [{ Reference: "r" }] } };
    const { text } = await callerAt(api.url).call("update_invoice", args);
    expect(text).toMatch(/broke .*Nothing was changed\.$/);
    expect(sent()).toEqual([]);
  });
});

describe("two changes of one document at once", () => {
  const update = {
    update_invoice: { invoiceID: ids.invoice, invoices: { Invoices: [{ Reference: "r" }] } },
    update_bank_transaction: {
      bankTransactionID: ids.transaction,
      bankTransactions: { BankTransactions: [{ Reference: "r" }] },
    },
  };

  it.each(["update_invoice", "update_bank_transaction"] as const)(
    "%s looks when the other one is over, however it ended, so that no line is deleted that it did not see",
    async (name) => {
      const caller = callerAt(api.url);
      await Promise.all([caller.call(name, update[name]), caller.call(name, update[name])]);
      expect(api.requests.map(({ method }) => method)).toEqual(["GET", "POST", "GET", "POST"]);
      api.answer({ raw: "The resource you're looking for cannot be found", status: 404 }, "usual");
      const [failed, made] = await Promise.all([caller.call(name, update[name]), caller.call(name, update[name])]);
      expect([failed.isError, made.isError]).toEqual([true, false]);
    },
  );

  it("hold up no change of another document", async () => {
    const caller = callerAt(api.url);
    api.answer("hang");
    const stop = new AbortController();
    const hanging = caller.call("update_invoice", update.update_invoice, stop.signal);
    await vi.waitFor(() => expect(api.requests).toHaveLength(1));
    api.answer("usual");
    expect((await caller.call("update_bank_transaction", update.update_bank_transaction)).isError).toBe(false);
    stop.abort();
    expect((await hanging).isError).toBe(true);
  });
});

describe("what a header cannot carry as it is", () => {
  it.each(["a\r\nX: 1", "\n", " ", "a ", "ключ", "a\u0000"])("is no idempotency key: %j", async (idempotencyKey) => {
    const { isError, text } = await callerAt(api.url).call("create_contacts", {
      Contacts: [{ Name: "a" }],
      idempotencyKey,
    });
    expect(isError).toBe(true);
    expect(text).toMatch(/must be printable ASCII/);
    expect(api.requests).toEqual([]);
  });
});

describe("a new bank transaction", () => {
  const entering = (UnitAmount: number, more: Fields = {}) =>
    callerAt(api.url).call("create_bank_transactions", {
      BankTransactions: [
        {
          Type: "SPEND",
          Contact: { Name: "a" },
          BankAccount: { Code: "090" },
          LineItems: [{ Description: "a", Quantity: 99_999, UnitAmount }],
        },
      ],
      ...more,
    });

  it("is not sent where Xero would round its unit amount, which can double what is entered", async () => {
    expect((await entering(0.005)).text).toMatch(/^a UnitAmount has more than two decimals.*unitdp 4/);
    expect((await entering(0.005, { unitdp: 2 })).isError).toBe(true);
    expect(api.requests).toEqual([]);
    expect((await entering(0.005, { unitdp: 4 })).isError).toBe(false);
    expect((await entering(0.01)).isError).toBe(false);
  });
});

describe("a change that is wrong in itself", () => {
  it.each([{ DiscountAmount: -9000 }, { DiscountRate: -1000 }, { DiscountRate: 100.5 }])(
    "%j is no discount",
    async (discount) => {
      const { text } = await update({}, { LineItems: [{ ...kept[0], ...discount }, kept[1]] });
      expect(text).toMatch(/must be (0 or more|100 or less)/);
      expect(sent()).toEqual([]);
    },
  );

  const one = { Reference: "r" };
  const of = (change: unknown) => ({ invoiceID: ids.invoice, invoices: { Invoices: [change] } });
  it.each([
    [
      "no envelope",
      { invoiceID: ids.invoice, invoices: [one] },
      /must be an object with a list in it: \{ "Invoices": \[/,
    ],
    [
      "an invoice without its list",
      { invoiceID: ids.invoice, invoices: one },
      /Reference is no part of this envelope; there are .*Invoices/,
    ],
    [
      "a list in small letters",
      { invoiceID: ids.invoice, invoices: { invoices: [one] } },
      /invoices must be written Invoices/,
    ],
    ["no invoice", { invoiceID: ids.invoice, invoices: { Invoices: [] } }, /must not be empty/],
    ["two invoices", { invoiceID: ids.invoice, invoices: { Invoices: [one, one] } }, /exactly one element/],
    ["no id", { invoices: { Invoices: [one] } }, /./],
    ["an id that is a number", { invoiceID: "INV-0006", invoices: { Invoices: [one] } }, /must be an id of Xero's/],
    ["another id inside", of({ ...one, InvoiceID: ids.account }), /InvoiceID is another one than the id beside it/],
    ["nothing to change", of({}), /nothing to change/],
    ["only an id", of({ InvoiceID: ids.invoice }), /nothing to change/],
    ["a name in small letters", of({ reference: "r" }), /reference must be written Reference/],
    ["a name in other letters", of({ Contact: { contactId: ids.contact } }), /contactId must be written ContactID/],
    [
      "a name that is none",
      of({ Refernce: "r" }),
      /Refernce is no field of an invoice that can be set; there are .*Reference/,
    ],
    ["what Xero works out", of({ Total: 5 }), /Total cannot be set, Xero works it out/],
    ["a status that comes of payments", of({ Status: "PAID" }), /./],
    ["no lines", of({ LineItems: [] }), /an empty list removes nothing/],
    ["a bare new line", of({ LineItems: [{ Quantity: 1 }] }), /LineItems\[0\] is a new line.*needs a Description/],
    ["a line twice", of({ LineItems: [...keptOne, ...keptOne] }), /LineItemID is given twice/],
    ["a line kept and removed", { ...of({ LineItems: keptOne }), removeLineItems: [ids.line] }, /given twice/],
    ["lines removed and none kept", { ...of(one), removeLineItems: [ids.line] }, /goes with LineItems/],
    ["two discounts", of({ LineItems: [{ Description: "d", DiscountRate: 1, DiscountAmount: 1 }] }), /has one of them/],
    ["five decimals", of({ LineItems: [{ Description: "d", UnitAmount: 1.23456 }] }), /at most 4 places/],
    ["a day that is none", of({ DueDate: "2026-02-30" }), /day of the calendar/],
    ["a parameter in other letters", { invoiceId: ids.invoice, ...of(one) }, /invoiceId must be written invoiceID/],
    ["a parameter that is none", { ...of(one), force: true }, /force is no parameter of update_invoice; there are inv/],
    ["three decimals of unitdp", { ...of(one), unitdp: 3 }, /must be 2 or 4/],
  ])("is refused without asking Xero: %s", async (_, args, words) => {
    const { isError, text } = await callerAt(api.url).call("update_invoice", args);
    expect(isError).toBe(true);
    expect(text).toMatch(words);
    expect(api.requests).toEqual([]);
  });

  it("no value is repeated in what is said about it", async () => {
    const { text } = await callerAt(api.url).call("update_invoice", {
      invoiceID: "s3cret-1",
      invoices: { Invoices: [{ Status: "s3cret-2", DueDate: "s3cret-3", CurrencyRate: "s3cret-4", Type: "s3cret-5" }] },
    });
    expect(text).toMatch(/must be/);
    expect(text).not.toContain("s3cret");
  });
});

describe("a change of a bank transaction", () => {
  const change = async (present: Fields, given: Fields, more: Fields = {}) => {
    api.answer({ reply: { BankTransactions: [{ ...bankTransaction, ...present }] } }, "usual");
    return callerAt(api.url).call("update_bank_transaction", {
      bankTransactionID: ids.transaction,
      bankTransactions: { BankTransactions: [given] },
      ...more,
    });
  };

  it("repeats type, account and lines as they are, which Xero wants with every change", async () => {
    expect((await change({}, { Reference: "r" })).isError).toBe(false);
    expect(sent()[0]?.body).toEqual({
      BankTransactions: [
        {
          BankTransactionID: ids.transaction,
          Type: "SPEND",
          BankAccount: { AccountID: ids.account },
          Reference: "r",
          LineItems: bankTransaction.LineItems,
        },
      ],
    });
  });

  it("leaves the tax to Xero where amounts are to contain it and did not", async () => {
    expect((await change({}, { LineAmountTypes: "Exclusive" })).isError).toBe(false);
    const { TaxAmount: _, ...line } = bankTransaction.LineItems[0] ?? expect.fail("there is no line");
    expect(sent()[0]?.body).toMatchObject({ BankTransactions: [{ LineAmountTypes: "Exclusive", LineItems: [line] }] });
    expect(JSON.stringify(sent()[0]?.body)).not.toContain("TaxAmount");
  });

  it.each([
    ["a deleted one", { Status: "DELETED" }, { Reference: "r" }, {}, /is DELETED: nothing/],
    ["another type", {}, { Type: "RECEIVE" }, {}, /Type cannot change: the transaction is SPEND/],
    ["lines without their ids", {}, { LineItems: [{ Description: "d" }] }, {}, /would delete 1 of its 1/],
    ["an untouched line that would be rounded", precise, { Reference: "r" }, {}, /give unitdp 4/],
  ] as const)("is refused before it is sent: %s", async (_, present, given, more, words) => {
    const { isError, text } = await change(present, given, more);
    expect(isError).toBe(true);
    expect(text).toMatch(words);
    expect(sent()).toEqual([]);
  });

  it("is refused without asking Xero when it is wrong in itself", async () => {
    expect((await change({}, { BankTransactionID: ids.account, Reference: "r" })).text).toMatch(/another one than/);
    expect((await change({}, {})).text).toMatch(/nothing to change/);
    expect((await change({}, { BankAccount: {} })).text).toMatch(/must have AccountID or Code/);
    expect(api.requests).toEqual([]);
  });
});
