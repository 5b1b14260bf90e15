/** DeleteTicketReply. */
import { ticketOf } from "../../books/ticket/find.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";

const noTicket = "Ticket ID Required";
const noReply = "Reply ID Required";
const ticketNotFound = "Ticket ID Not Found";
const replyNotFound = "Reply ID Not Found";

export const deleteTicketReply = action({
  name: "DeleteTicketReply",
  area: "support",
  description: "Delete one reply of a ticket. This cannot be undone",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    ticketid: param.required(param.id("The ticket the reply belongs to", ticketNotFound), noTicket),
    replyid: param.required(param.id("The reply to delete", replyNotFound), noReply),
  },
  response: {},
  errors: [noTicket, noReply, ticketNotFound, replyNotFound],
  example: { request: { ticketid: 1, replyid: 1 }, response: {} },
  async run(context, { ticketid, replyid }) {
    const ticket = await ticketOf(context.db, { id: ticketid }, ticketNotFound);
    const { numDeletedRows } = await context.db
      .deleteFrom("ticket_replies")
      .where("id", "=", replyid)
      .where("ticket_id", "=", ticket.id)
      .executeTakeFirst();
    if (Number(numDeletedRows) === 0) throw refuse(replyNotFound);
    await context.log(`Deleted Ticket Reply - Ticket ID: ${ticket.number}`, ticket.client_id);
    return {};
  },
});
