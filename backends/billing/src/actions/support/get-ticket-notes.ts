/** GetTicketNotes. */
import { attachmentsOf, writtenAttachments } from "../../books/ticket/attachments.js";
import { ticketOf } from "../../books/ticket/find.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

const notFound = "Ticket ID not found";

export const getTicketNotes = action({
  name: "GetTicketNotes",
  area: "support",
  description: "Obtain the notes of a ticket",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: { ticketid: param.required(param.id("The ticket to read the notes of", notFound), notFound) },
  response: {
    totalresults: field.int("How many notes there are"),
    notes: field.list("note", "The notes", {
      id: field.intText("The ID of the note"),
      admin: field.text("Who wrote it"),
      date: field.moment("When it was written"),
      message: field.text("What it says"),
      attachment: field.text("The names of its files, separated by |"),
      attachments_removed: field.bool("Whether its files were removed"),
    }),
  },
  errors: [notFound],
  example: {
    request: { ticketid: 1 },
    response: {
      totalresults: 1,
      notes: {
        note: [
          {
            id: "1",
            admin: "Ada Admin",
            date: "2026-03-10 12:00:00",
            message: "Ask for the logs",
            attachment: "",
            attachments_removed: false,
          },
        ],
      },
    },
  },
  async run({ db }, { ticketid }) {
    const ticket = await ticketOf(db, { id: ticketid }, notFound);
    const rows = await db
      .selectFrom("ticket_notes")
      .selectAll()
      .where("ticket_id", "=", ticket.id)
      .orderBy("id")
      .execute();
    const files = await attachmentsOf(db, [ticket.id]);
    const notes = rows.map((note) => ({
      ...note,
      ...writtenAttachments(files.filter(({ note_id: noteId }) => noteId === note.id)),
      attachments_removed: false,
    }));
    return { totalresults: notes.length, notes };
  },
});
