/** UpdateTicket. */

import { clientOf } from "../../books/client.js";
import { keepCustomValues } from "../../books/custom-fields.js";
import { clientNotFound } from "../../books/ticket/author.js";
import { departmentOf, statusTitles, type Ticket, ticketOf } from "../../books/ticket/find.js";
import * as write from "../../books/ticket/write.js";
import type { Context } from "../../context.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { packed } from "../../declare/params.js";
import { refuse } from "../../declare/refuse.js";

const notFound = "Ticket ID Not Found";
const departmentNotFound = "Department ID Not Found";
const adminNotFound = "Admin ID Not Found";
const inFuture = "Ticket creation date cannot be in the future";
const priorities = ["Low", "Medium", "High"] as const;
const badPriority = `Invalid Ticket Priority. Valid priorities are: ${priorities.join(",")}`;

export const updateTicket = action({
  name: "UpdateTicket",
  area: "support",
  description: "Update an existing ticket: only what is given changes",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    ticketid: param.required(param.id("The ticket to update", notFound), notFound),
    deptid: param.id("The department to move the ticket to", departmentNotFound),
    status: param.text("The status to set"),
    subject: param.text("The subject to set"),
    userid: param.id("The client to give the ticket to", clientNotFound),
    name: param.text("The name of who wrote, if not a client"),
    email: param.text("The email address of who wrote, if not a client"),
    cc: param.text("Addresses that get copies"),
    priority: param.choice("Low, Medium or High", priorities, { invalid: badPriority }),
    created: param.moment("When the ticket was opened, not in the future", { invalid: write.badDate }),
    flag: param.id("The administrator to flag the ticket to", adminNotFound),
    removeFlag: param.bool("Whether to take the flag away"),
    message: param.text("The opening message to set"),
    markdown: param.bool("Whether the message is Markdown"),
    customfields: packed("The values of custom fields, base64 of a serialized array"),
    preventClientClosure: param.bool("Whether the client may not close the ticket"),
  },
  response: { ticketid: field.int("The ticket that was updated") },
  errors: [
    notFound,
    departmentNotFound,
    badPriority,
    "Invalid Ticket Status. Valid statuses are: $statuses",
    write.badDate,
    inFuture,
    clientNotFound,
    adminNotFound,
  ],
  example: { request: { ticketid: 1, status: "In Progress", priority: "High" }, response: { ticketid: 1 } },
  async run(context, { ticketid, customfields, removeFlag, ...input }) {
    const { db } = context;
    const ticket = await ticketOf(db, { id: ticketid }, notFound);
    const { deptid, userid, flag, status, created } = input;
    if (deptid !== undefined) await departmentOf(db, deptid, departmentNotFound);
    if (status !== undefined) await checkStatus(context, status);
    if (userid !== undefined) await clientOf(db, userid, clientNotFound);
    if (flag !== undefined) await checkAdmin(context, flag);
    const changes = {
      department_id: deptid,
      status,
      subject: input.subject,
      client_id: userid,
      name: input.name,
      email: input.email,
      cc: input.cc,
      priority: input.priority,
      date: created === undefined ? undefined : write.writtenAt(context, created, inFuture),
      flagged_admin_id: removeFlag === true ? null : flag,
      message: input.message,
      markdown: input.markdown === undefined ? undefined : Number(input.markdown),
      prevent_client_closure: input.preventClientClosure === undefined ? undefined : Number(input.preventClientClosure),
    } as Partial<Ticket>;
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    if (given.length > 0) {
      await db.updateTable("tickets").set(Object.fromEntries(given)).where("id", "=", ticket.id).execute();
    }
    const after = await ticketOf(db, { id: ticket.id }, notFound);
    await keepCustomValues(db, { type: "support", departmentId: after.department_id }, after.id, customfields);
    await tellHooks(context, ticket, after);
    await context.log(`Ticket Updated - Ticket ID: ${ticket.number}`, after.client_id);
    return { ticketid: ticket.id };
  },
});

async function checkStatus({ db }: Context, status: string): Promise<void> {
  const titles = await statusTitles(db);
  if (!titles.includes(status)) throw refuse(`Invalid Ticket Status. Valid statuses are: ${titles.join(",")}`);
}

async function checkAdmin({ db }: Context, id: number): Promise<void> {
  const admin = await db.selectFrom("admins").select("id").where("id", "=", id).executeTakeFirst();
  if (admin === undefined) throw refuse(adminNotFound);
}

/** One hook for each thing that changed. */
async function tellHooks(context: Context, before: Ticket, after: Ticket): Promise<void> {
  const hooks = {
    status: "TicketStatusChange",
    priority: "TicketPriorityChange",
    department_id: "TicketDepartmentChange",
    subject: "TicketSubjectChange",
    flagged_admin_id: "TicketFlagged",
  } as const;
  for (const [column, hook] of Object.entries(hooks) as [keyof typeof hooks, string][]) {
    if (before[column] !== after[column]) await context.hook(hook, { ticketid: after.id, [column]: after[column] });
  }
  if (before.status !== "Closed" && after.status === "Closed")
    await context.hook("TicketClose", { ticketid: after.id });
}
