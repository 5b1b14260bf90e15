/** GetTicket. */
import { attachmentFields, requestorFields } from "../../books/ticket/answered.js";
import { attachmentsOf, writtenAttachments } from "../../books/ticket/attachments.js";
import { requestorOf } from "../../books/ticket/author.js";
import { departmentOf, type Ticket, ticketOf } from "../../books/ticket/find.js";
import type { Db } from "../../database/tables.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { serviceOf } from "./get-tickets.js";

const notFound = "Ticket ID Not Found";

export const getTicket = action({
  name: "GetTicket",
  area: "support",
  description: "Obtain a specific ticket with its replies and notes",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: {
    ticketnum: param.text("The number of the ticket; this or ticketid is needed"),
    ticketid: param.id("The ID of the ticket; this or ticketnum is needed", notFound),
    repliessort: param.text("ASC or DESC: the order of the replies"),
  },
  response: {
    ticketid: field.int("The ID of the ticket"),
    id: field.int("The same"),
    tid: field.text("Its number"),
    c: field.text("The key in links to the ticket"),
    deptid: field.intText("Its department"),
    deptname: field.text("The name of its department"),
    userid: field.idOrZeroText("Its client; 0 for a guest"),
    contactid: field.idOrZeroText("The contact who opened it"),
    name: field.text("The name of who opened it"),
    email: field.text("The email address of who opened it"),
    ...requestorFields,
    cc: field.text("Addresses that get copies"),
    date: field.moment("When it was opened"),
    subject: field.text("Its subject"),
    status: field.text("Its status"),
    priority: field.text("Its priority"),
    admin: field.text("The administrator who opened it"),
    lastreply: field.moment("When something was last written"),
    flag: field.idOrZeroText("The administrator it is flagged to"),
    service: field.text("What it is about: S and the ID of a service, or D and that of a domain"),
    replies: field.list("reply", "The opening message, with the ID 0, and the replies", {
      replyid: field.intText("The ID of the reply"),
      userid: field.idOrZeroText("The client who wrote it"),
      contactid: field.idOrZeroText("The contact who wrote it"),
      name: field.text("The name of who wrote it"),
      email: field.text("Their email address"),
      ...requestorFields,
      date: field.moment("When it was written"),
      message: field.text("What it says"),
      ...attachmentFields,
      admin: field.text("The administrator who wrote it"),
    }),
    notes: field.list("note", "Notes of administrators", {
      noteid: field.intText("The ID of the note"),
      date: field.moment("When it was written"),
      message: field.text("What it says"),
      ...attachmentFields,
      admin: field.text("Who wrote it"),
    }),
  },
  errors: [notFound],
  example: {
    request: { ticketid: 1 },
    response: {
      ticketid: 1,
      id: 1,
      tid: "860248",
      c: "X7sQyLNb",
      deptid: "1",
      deptname: "Support",
      userid: "1",
      contactid: "0",
      name: "One Client",
      email: "one@example.com",
      requestor_name: "One Client",
      requestor_email: "one@example.com",
      requestor_type: "Owner",
      cc: "",
      date: "2026-03-10 12:00:00",
      subject: "This is a sample ticket",
      status: "Customer-Reply",
      priority: "Medium",
      admin: "",
      lastreply: "2026-03-10 12:00:00",
      flag: "0",
      service: "",
      replies: {
        reply: [
          {
            replyid: "0",
            userid: "1",
            contactid: "0",
            name: "One Client",
            email: "one@example.com",
            requestor_name: "One Client",
            requestor_email: "one@example.com",
            requestor_type: "Owner",
            date: "2026-03-10 12:00:00",
            message: "The site is down",
            attachment: "",
            attachments: [],
            attachments_removed: false,
            admin: "",
          },
          {
            replyid: "1",
            userid: "1",
            contactid: "0",
            name: "One Client",
            email: "one@example.com",
            requestor_name: "One Client",
            requestor_email: "one@example.com",
            requestor_type: "Owner",
            date: "2026-03-10 12:00:00",
            message: "It is up again",
            attachment: "",
            attachments: [],
            attachments_removed: false,
            admin: "",
          },
        ],
      },
      notes: {
        note: [
          {
            noteid: "1",
            date: "2026-03-10 12:00:00",
            message: "Ask for the logs",
            attachment: "",
            attachments: [],
            attachments_removed: false,
            admin: "Ada Admin",
          },
        ],
      },
    },
  },
  async run({ db }, { ticketid, ticketnum, repliessort }) {
    const ticket = await ticketOf(db, { id: ticketid, number: ticketnum }, notFound);
    const department = await departmentOf(db, ticket.department_id, notFound);
    const files = await attachmentsOf(db, [ticket.id]);
    const of = (replyId: number | null, noteId: number | null) =>
      writtenAttachments(files.filter((file) => file.reply_id === replyId && file.note_id === noteId));
    const written = (row: Written, replyId: number | null) => ({
      ...row,
      ...requestorOf(row),
      ...of(replyId, null),
      attachments_removed: ticket.attachments_removed,
      replyid: replyId ?? 0,
      userid: row.client_id,
      contactid: row.contact_id,
    });
    const replies = await repliesOf(db, ticket.id);
    const messages = [written(ticket, null), ...replies.map((reply) => written(reply, reply.id))];
    const notes = await notesOf(db, ticket.id);
    return {
      ...ticket,
      ...requestorOf(ticket),
      ticketid: ticket.id,
      tid: ticket.number,
      c: ticket.access_key,
      deptid: ticket.department_id,
      deptname: department.name,
      userid: ticket.client_id,
      contactid: ticket.contact_id,
      lastreply: ticket.last_reply_at,
      flag: ticket.flagged_admin_id,
      service: serviceOf(ticket),
      replies: repliessort?.toUpperCase() === "DESC" ? messages.reverse() : messages,
      notes: notes.map((note) => ({ ...note, ...of(null, note.id), attachments_removed: false, noteid: note.id })),
    };
  },
});

type Written = Pick<Ticket, "client_id" | "contact_id" | "user_id" | "admin" | "name" | "email" | "date" | "message">;

function repliesOf(db: Db, ticketId: number) {
  const all = db.selectFrom("ticket_replies").selectAll().where("ticket_id", "=", ticketId);
  return all.orderBy("date").orderBy("id").execute();
}

function notesOf(db: Db, ticketId: number) {
  return db.selectFrom("ticket_notes").selectAll().where("ticket_id", "=", ticketId).orderBy("id").execute();
}
