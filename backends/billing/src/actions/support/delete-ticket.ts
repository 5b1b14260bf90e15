/** DeleteTicket. */
import { ticketOf } from "../../books/ticket/find.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";

const notFound = "Ticket ID not found";

export const deleteTicket = action({
  name: "DeleteTicket",
  area: "support",
  description: "Delete a ticket with its replies, notes and attachments. This cannot be undone",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: { ticketid: param.required(param.id("The ticket to delete", notFound), notFound) },
  response: {},
  errors: [notFound],
  example: { request: { ticketid: 1 }, response: {} },
  async run(context, { ticketid }) {
    const ticket = await ticketOf(context.db, { id: ticketid }, notFound);
    await context.hook("TicketDelete", { ticketid: ticket.id, adminid: context.caller.adminId });
    await context.db.deleteFrom("tickets").where("id", "=", ticket.id).execute();
    await context.log(`Deleted Ticket - Ticket ID: ${ticket.number}`, ticket.client_id);
    return {};
  },
});
