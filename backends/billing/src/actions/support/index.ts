/** The actions on support, in the order of the reference pages. */
import type { Action } from "../../declare/action.js";
import { addTicketNote } from "./add-ticket-note.js";
import { addTicketReply } from "./add-ticket-reply.js";
import { deleteTicket } from "./delete-ticket.js";
import { deleteTicketReply } from "./delete-ticket-reply.js";
import { getSupportDepartments } from "./get-support-departments.js";
import { getSupportStatuses } from "./get-support-statuses.js";
import { getTicket } from "./get-ticket.js";
import { getTicketNotes } from "./get-ticket-notes.js";
import { getTickets } from "./get-tickets.js";
import { openTicket } from "./open-ticket.js";
import { updateTicket } from "./update-ticket.js";

export const supportActions: readonly Action[] = [
  addTicketNote,
  addTicketReply,
  deleteTicket,
  deleteTicketReply,
  getSupportDepartments,
  getSupportStatuses,
  getTicket,
  getTicketNotes,
  getTickets,
  openTicket,
  updateTicket,
];
