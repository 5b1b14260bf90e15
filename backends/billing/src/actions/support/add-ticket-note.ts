/** AddTicketNote. */
import { badAttachments, keepAttachments } from "../../books/ticket/attachments.js";
import { ticketOf } from "../../books/ticket/find.js";
import * as write from "../../books/ticket/write.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";
import { packedJson } from "../../declare/params.js";

const notFound = "Ticket ID not found";
const noMessage = "Message is required";
const inFuture = "Ticket creation date cannot be in the future";

export const addTicketNote = action({
  name: "AddTicketNote",
  area: "support",
  description: "Add a note to a ticket by Ticket ID or Ticket Number, seen by administrators only",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    message: param.required(param.text("The message of the note"), noMessage),
    ticketnum: param.text("The number of the ticket; this or ticketid is needed"),
    ticketid: param.id("The ID of the ticket; this or ticketnum is needed", notFound),
    markdown: param.bool("Whether the message is Markdown"),
    attachments: packedJson("Files, base64 of a JSON list of names and base64 data"),
    created: param.moment("When the note was written, not in the future", { invalid: write.badDate }),
  },
  response: {},
  errors: [notFound, noMessage, write.badDate, inFuture, badAttachments],
  example: { request: { ticketid: 1, message: "This is a sample note" }, response: {} },
  async run(context, { ticketid, ticketnum, message, ...input }) {
    const { db, caller } = context;
    const ticket = await ticketOf(db, { id: ticketid, number: ticketnum }, notFound);
    const date = write.writtenAt(context, input.created, inFuture);
    const markdown = input.markdown === true ? 1 : 0;
    const { id: noteId } = await db
      .insertInto("ticket_notes")
      .values({ ticket_id: ticket.id, admin: caller.name, date, message, markdown })
      .returning("id")
      .executeTakeFirstOrThrow();
    await keepAttachments(context, { ticketId: ticket.id, noteId }, input.attachments);
    await context.hook("TicketAddNote", { ticketid: ticket.id, message, adminid: caller.adminId });
    await context.log(`Ticket Note Added - Ticket ID: ${ticket.number}`, ticket.client_id);
    return {};
  },
});
