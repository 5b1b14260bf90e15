import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Books, openBooks } from "../support/books.js";

let books: Books;

beforeEach(async () => {
  books = await openBooks();
});

afterEach(() => books.close());

const sample = { deptid: 1, subject: "Site down", message: "Please <help>", clientid: 1 };
const open = async (values: Readonly<Record<string, unknown>> = {}) =>
  books.call("OpenTicket", { ...sample, ...values });
const ticket = async (id: unknown) => books.call("GetTicket", { ticketid: id });
const outbox = () =>
  books.billing.db.selectFrom("outbox").select(["recipient", "subject", "html"]).orderBy("id").execute();
const packedFiles = (files: readonly object[]) => Buffer.from(JSON.stringify(files)).toString("base64");
const file = { name: "log.txt", data: Buffer.from("hello").toString("base64") };

describe("OpenTicket", () => {
  it("opens a client's ticket with a number, a key and the defaults, and tells client and staff", async () => {
    const opened = await open();
    expect(opened).toEqual({ id: 1, tid: expect.stringMatching(/^\d{6}$/), c: expect.stringMatching(/^\w{8}$/) });
    expect(await ticket(1)).toMatchObject({
      tid: opened.tid,
      status: "Open",
      priority: "Medium",
      requestor_type: "Owner",
      date: "2026-03-10 12:00:00",
      replies: { reply: [{ replyid: "0", message: "Please <help>" }] },
    });
    const subject = `[Ticket ID: ${opened.tid}] Site down`;
    expect(await outbox()).toMatchObject([
      { recipient: "one@example.com", subject },
      { recipient: "admin@company.example", subject, html: expect.stringContaining("Please &lt;help&gt;") },
    ]);
  });

  it("opens a guest's ticket by name and address", async () => {
    const { id } = await open({ clientid: undefined, name: "Gus", email: "gus@example.com", noemail: 1 });
    expect(await ticket(id)).toMatchObject({
      userid: "0",
      requestor_type: "Guest",
      requestor_email: "gus@example.com",
    });
    expect(await outbox()).toEqual([]);
  });

  it("keeps the attachments that were sent as base64 of JSON", async () => {
    const { id } = await open({ attachments: packedFiles([file]) });
    const { replies } = (await ticket(id)) as { replies: { reply: object[] } };
    expect(replies.reply[0]).toMatchObject({ attachment: "log.txt", attachments: [{ filename: "log.txt", index: 0 }] });
  });

  it.each([
    [{ clientid: 99 }, "Client ID Not Found"],
    [{ userid: 99 }, "The system cannot find the provided user ID."],
    [{ contactid: 99 }, "Contact ID Not Found"],
    [{ clientid: undefined, name: "Gus" }, "Name and email address are required if not a client"],
    [{ deptid: 9 }, "Department ID not found"],
    [{ deptid: "support" }, "Department ID not found"],
    [{ subject: "" }, "Subject is required"],
    [{ message: "" }, "Message is required"],
    [{ serviceid: 7 }, "Service ID Not Found"],
    [{ domainid: 7 }, "Domain ID Not Found"],
    [{ clientid: undefined, name: "Gus", email: "not an address" }, "Email Address Invalid"],
    [{ created: "2026-02-30" }, "Invalid Date Format"],
    [{ created: "2026-03-11" }, "Ticket creation date cannot be in the future"],
    [{ attachments: packedFiles([{ name: "x" }]) }, "The attachments must be a list of names and base64 data"],
  ])("refuses %j: %s", async (values, message) => {
    expect(await books.refused("OpenTicket", { ...sample, ...values })).toBe(message);
    expect(await books.billing.db.selectFrom("tickets").selectAll().execute()).toEqual([]);
    expect(await outbox()).toEqual([]);
  });

  it("says that no number is left when the mask allows no more", async () => {
    await books.set("TicketMask", "T1");
    await open();
    expect(await books.refused("OpenTicket", sample)).toBe("Unable to generate ticket number");
  });
});

describe("AddTicketReply", () => {
  beforeEach(async () => void (await open({ noemail: 1 })));

  it("of a client makes it await staff, of staff makes it answered; each side tells the other", async () => {
    await books.call("AddTicketReply", { ticketid: 1, message: "More", clientid: 1 });
    expect(await ticket(1)).toMatchObject({ status: "Customer-Reply" });
    await books.call("AddTicketReply", { ticketid: 1, message: "Done", adminusername: "Ada" });
    const after = await ticket(1);
    expect(after).toMatchObject({ status: "Answered", lastreply: "2026-03-10 12:00:00" });
    const { reply } = after.replies as { reply: { message: string; requestor_type: string }[] };
    expect(reply.map(({ message, requestor_type }) => [message, requestor_type])).toEqual([
      ["Please <help>", "Owner"],
      ["More", "Owner"],
      ["Done", "Operator"],
    ]);
    expect((await outbox()).map(({ recipient }) => recipient)).toEqual(["admin@company.example", "one@example.com"]);
  });

  it("turns the order of the replies round when asked", async () => {
    await books.call("AddTicketReply", { ticketid: 1, message: "More", clientid: 1 });
    const { replies } = await books.call("GetTicket", { ticketid: 1, repliessort: "desc" });
    expect((replies as { reply: { message: string }[] }).reply.map(({ message }) => message)).toEqual([
      "More",
      "Please <help>",
    ]);
  });

  it.each([
    [{ ticketid: 9 }, "Ticket ID not found"],
    [{ ticketid: undefined }, "Ticket ID not found"],
    [{ clientid: 99 }, "Client ID Not Found"],
    [{ clientid: undefined }, "Name and email address are required if not a client"],
    [{ message: "" }, "Message is required"],
    [{ status: "Nope" }, "Invalid Ticket Status"],
    [{ created: "yesterday" }, "Invalid Date Format"],
    [{ created: "2026-03-10 12:00:01" }, "Reply creation date cannot be in the future"],
  ])("refuses %j: %s", async (values, message) => {
    expect(await books.refused("AddTicketReply", { ticketid: 1, message: "More", clientid: 1, ...values })).toBe(
      message,
    );
    expect(await ticket(1)).toMatchObject({ status: "Open" });
  });

  it("can be deleted, and only from its own ticket", async () => {
    await books.call("AddTicketReply", { ticketid: 1, message: "More", clientid: 1 });
    await open({ noemail: 1 });
    expect(await books.refused("DeleteTicketReply", { ticketid: 2, replyid: 1 })).toBe("Reply ID Not Found");
    expect(await books.refused("DeleteTicketReply", { ticketid: 9, replyid: 1 })).toBe("Ticket ID Not Found");
    expect(await books.refused("DeleteTicketReply", { replyid: 1 })).toBe("Ticket ID Required");
    expect(await books.refused("DeleteTicketReply", { ticketid: 1 })).toBe("Reply ID Required");
    await books.call("DeleteTicketReply", { ticketid: 1, replyid: 1 });
    expect(((await ticket(1)).replies as { reply: unknown[] }).reply).toHaveLength(1);
  });
});

describe("AddTicketNote", () => {
  it("is kept for administrators under the caller's name and changes nothing else", async () => {
    const { tid } = await open({ noemail: 1 });
    await books.call("AddTicketNote", { ticketnum: tid, message: "Called back", attachments: packedFiles([file]) });
    const note = { admin: "Ada Admin", message: "Called back", attachment: "log.txt" };
    expect(await ticket(1)).toMatchObject({ status: "Open", notes: { note: [note] } });
    expect(await books.call("GetTicketNotes", { ticketid: 1 })).toMatchObject({
      totalresults: 1,
      notes: { note: [note] },
    });
    expect(await outbox()).toEqual([]);
  });

  it.each([
    [{ ticketid: 9, message: "x" }, "Ticket ID not found"],
    [{ message: "x" }, "Ticket ID not found"],
    [{ ticketid: 1 }, "Message is required"],
    [{ ticketid: 1, message: "x", created: "2026-13-01" }, "Invalid Date Format"],
    [{ ticketid: 1, message: "x", created: "2027-01-01" }, "Ticket creation date cannot be in the future"],
  ])("refuses %j: %s", async (values, message) => {
    await open({ noemail: 1 });
    expect(await books.refused("AddTicketNote", values)).toBe(message);
  });
});

describe("UpdateTicket", () => {
  beforeEach(async () => void (await open({ noemail: 1 })));

  it("changes what is given and nothing else, with a hook for each change", async () => {
    const before = await ticket(1);
    expect(await books.call("UpdateTicket", { ticketid: 1, status: "Closed", flag: 1 })).toEqual({ ticketid: 1 });
    expect(await ticket(1)).toEqual({ ...before, status: "Closed", flag: "1" });
    const hooks = await books.billing.db.selectFrom("hook_events").select("hook").orderBy("id").execute();
    expect(hooks.map(({ hook }) => hook).slice(-3)).toEqual(["TicketStatusChange", "TicketFlagged", "TicketClose"]);
    await books.call("UpdateTicket", { ticketid: 1, removeFlag: 1 });
    expect(await ticket(1)).toMatchObject({ flag: "0" });
  });

  it.each([
    [{ ticketid: 9 }, "Ticket ID Not Found"],
    [{ deptid: 9 }, "Department ID Not Found"],
    [{ priority: "high" }, "Invalid Ticket Priority. Valid priorities are: Low,Medium,High"],
    [
      { status: "Nope" },
      "Invalid Ticket Status. Valid statuses are: Open,Answered,Customer-Reply,On Hold,In Progress,Closed",
    ],
    [{ created: "nope" }, "Invalid Date Format"],
    [{ created: "2027-01-01" }, "Ticket creation date cannot be in the future"],
    [{ userid: 99 }, "Client ID Not Found"],
    [{ flag: 99 }, "Admin ID Not Found"],
  ])("refuses %j: %s", async (values, message) => {
    const before = await ticket(1);
    expect(await books.refused("UpdateTicket", { ticketid: 1, subject: "New", ...values })).toBe(message);
    expect(await ticket(1)).toEqual(before);
  });
});

describe("DeleteTicket", () => {
  it("deletes replies, notes and files with it", async () => {
    await open({ noemail: 1, attachments: packedFiles([file]) });
    await books.call("AddTicketReply", { ticketid: 1, message: "More", clientid: 1, noemail: 1 });
    await books.call("AddTicketNote", { ticketid: 1, message: "x" });
    await books.call("DeleteTicket", { ticketid: 1 });
    for (const table of ["tickets", "ticket_replies", "ticket_notes", "ticket_attachments"] as const) {
      expect(await books.billing.db.selectFrom(table).selectAll().execute()).toEqual([]);
    }
    expect(await books.refused("DeleteTicket", { ticketid: 1 })).toBe("Ticket ID not found");
  });
});

describe("GetTickets", () => {
  type Listed = { totalresults: number; tickets: { ticket: { id: number; owner_name: string }[] } };
  const list = async (values: Readonly<Record<string, unknown>> = {}) =>
    (await books.call("GetTickets", values)) as unknown as Listed;
  const ids = async (values?: Readonly<Record<string, unknown>>) =>
    (await list(values)).tickets.ticket.map(({ id }) => id);

  beforeEach(async () => {
    await open({ noemail: 1, created: "2026-03-01 08:00:00" });
    await open({ noemail: 1, clientid: 2, subject: "Invoice", created: "2026-03-02 08:00:00" });
    await open({
      noemail: 1,
      clientid: undefined,
      name: "Gus",
      email: "gus@example.com",
      created: "2026-03-03 08:00:00",
    });
    await books.call("UpdateTicket", { ticketid: 2, status: "Answered", flag: 1 });
  });

  it("shows the one that was last written to first", async () => {
    await books.call("AddTicketReply", { ticketid: 1, message: "More", clientid: 1, noemail: 1 });
    expect(await ids()).toEqual([1, 3, 2]);
    expect((await list()).tickets.ticket[0]?.owner_name).toBe("One Client");
  });

  it.each([
    [{ clientid: 2 }, [2]],
    [{ email: "gus@example.com" }, [3]],
    [{ subject: "voice" }, [2]],
    [{ subject: "in%ice" }, []],
    [{ status: "Answered" }, [2]],
    [{ status: "Awaiting Reply" }, [3, 1]],
    [{ status: "All Active Tickets" }, [3, 2, 1]],
    [{ status: "My Flagged Tickets" }, [2]],
    [{ deptid: 2 }, []],
    [{ limitstart: 1, limitnum: 1 }, [2]],
    [{ ignore_dept_assignments: 1, status: "Open" }, [3, 1]],
  ])("filters by %j", async (filter, expected) => {
    expect(await ids(filter)).toEqual(expected);
  });

  it("shows an administrator without departments nothing, unless the assignments are ignored", async () => {
    await books.billing.db.deleteFrom("admin_departments").execute();
    expect(await list()).toMatchObject({ totalresults: 0, tickets: { ticket: [] } });
    expect(await list({ ignore_dept_assignments: 1 })).toMatchObject({ totalresults: 3 });
    expect(await books.call("GetSupportDepartments")).toMatchObject({ totalresults: 0 });
  });

  it("agrees with the counts of departments and statuses", async () => {
    expect(await books.call("GetSupportDepartments")).toEqual({
      totalresults: 1,
      departments: { department: [{ id: "1", name: "Support", awaitingreply: "2", opentickets: "3" }] },
    });
    const { statuses } = await books.call("GetSupportStatuses", { deptid: 1 });
    expect((statuses as { status: { count: number }[] }).status.map(({ count }) => count)).toEqual([2, 1, 0, 0, 0, 0]);
  });
});
