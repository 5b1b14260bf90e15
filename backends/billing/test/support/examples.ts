/** Books on which the examples of the reference pages can be run: one of everything that they speak of. */
import { expect } from "vitest";
import { type Books, openBooks } from "./books.js";

/**
 * What an answer in these books has in the place of what its page says: ids, where something of the kind is there
 * already, and what is made at random.
 */
export const differing: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  AddClient: { clientid: 3, owner_id: expect.any(Number) },
  CreateInvoice: { invoiceid: 3 },
  OpenTicket: { id: expect.any(Number), tid: expect.any(String), c: expect.any(String) },
};

export async function openExampleBooks(): Promise<Books> {
  const books = await openBooks();
  const { call } = books;
  await call("CreateInvoice", {
    userid: 1,
    taxrate: "10.00",
    paymentmethod: "mailin",
    itemdescription1: "Sample Invoice Item",
    itemamount1: "15.95",
    itemdescription2: "Sample Second Invoice Item",
    itemamount2: "1.00",
    itemtaxed2: true,
  });
  await call("CreateInvoice", { userid: 2, paymentmethod: "sandboxcard", itemamount1: "20.00" });
  await call("AddCredit", { clientid: 1, description: "Prepaid", amount: "10.00" });
  await call("AddTransaction", { userid: 2, paymentmethod: "mailin", transid: "B-1", amountin: "5.00" });
  await call("CreateQuote", {
    userid: 1,
    subject: "A website",
    stage: "Draft",
    validuntil: "2026-04-10",
    lineitems: [{ desc: "Design", qty: 2, up: "250.00", discount: 10, taxable: true }],
  });
  return books;
}
