/** Books on which the examples of the reference pages can be run: one of everything that they speak of. */
import { expect } from "vitest";
import { type Books, openBooks } from "./books.js";

/**
 * What an answer in these books has in the place of what its page says: ids, where something of the kind is there
 * already, and what is made at random.
 */
export const differing: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  AddClient: { clientid: 3, owner_id: expect.any(Number) },
  AddOrder: { orderid: "3", serviceids: "2,3", productids: "2,3", domainids: "2", invoiceid: "3" },
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
  await describeClient(books);
  await openTicket(books);
  await placeOrders(books);
  return books;
}

/** Client 1 as the pages show them; universal ids are made at random otherwise. */
async function describeClient({ billing: { db } }: Books): Promise<void> {
  const now = "2026-03-10 12:00:00";
  await db
    .updateTable("clients")
    .set({
      uuid: "5d4a3f2c-0b1e-4c6d-9a7f-1e2d3c4b5a69",
      address1: "123 Main Street",
      city: "Anytown",
      state: "Texas",
      postcode: "12345",
      phonenumber: "+1.8005551234",
    })
    .where("id", "=", 1)
    .execute();
  await db
    .insertInto("users")
    .values({
      uuid: "0b3f7b3e-6a52-4f0e-9d0a-000000000001",
      firstname: "One",
      lastname: "Client",
      email: "one@example.com",
      created_at: now,
    })
    .execute();
  await db.insertInto("users_clients").values({ user_id: 1, client_id: 1, is_owner: 1 }).execute();
  await db.updateTable("admins").set({ uuid: "0b3f7b3e-6a52-4f0e-9d0a-000000000009" }).execute();
}

/** Ticket 1 of client 1 with a reply and a note; its number and key, which are made at random, are set. */
async function openTicket({ call, billing: { db } }: Books): Promise<void> {
  await call("OpenTicket", { deptid: 1, clientid: 1, subject: "This is a sample ticket", message: "The site is down" });
  await db.updateTable("tickets").set({ number: "860248", access_key: "X7sQyLNb" }).execute();
  await call("AddTicketReply", { ticketid: 1, clientid: 1, message: "It is up again" });
  await call("AddTicketNote", { ticketid: 1, message: "Ask for the logs" });
}

/** Order 1 of client 1, pending, with service 1 and domain 1; order 2, cancelled. */
async function placeOrders({ call, billing: { db } }: Books): Promise<void> {
  const now = "2026-03-10 12:00:00";
  for (const status of ["Pending", "Cancelled"] as const) {
    const number = status === "Pending" ? "4711000001" : "4711000002";
    await db
      .insertInto("orders")
      .values({ number, client_id: 1, date: now, payment_method: "mailin", status })
      .execute();
  }
  await db
    .insertInto("services")
    .values({
      client_id: 1,
      order_id: 1,
      product_id: 2,
      server_id: 1,
      registered: "2026-03-10",
      domain: "example.com",
      payment_method: "paypal",
      first_payment: 995,
      recurring: 995,
      billing_cycle: "Monthly",
      next_due: "2026-04-10",
      status: "Active",
      username: "examplec",
    })
    .execute();
  await db
    .insertInto("domains")
    .values({
      client_id: 1,
      order_id: 1,
      domain: "example.net",
      registrar: "sandbox",
      payment_method: "paypal",
      first_payment: 1495,
      recurring: 1495,
    })
    .execute();
  await call("DomainRegister", { domainid: 1 });
}
