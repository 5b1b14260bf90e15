/** OpenTicket. */
import { randomWord } from "../../access/secrets.js";
import { keepCustomValues } from "../../books/custom-fields.js";
import { badAttachments, keepAttachments } from "../../books/ticket/attachments.js";
import * as author from "../../books/ticket/author.js";
import { departmentOf, ticketOf } from "../../books/ticket/find.js";
import * as write from "../../books/ticket/write.js";
import type { Context } from "../../context.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { packed, packedJson } from "../../declare/params.js";
import { refuse } from "../../declare/refuse.js";

const departmentNotFound = "Department ID not found";
const noSubject = "Subject is required";
const noMessage = "Message is required";
const serviceNotFound = "Service ID Not Found";
const domainNotFound = "Domain ID Not Found";
const inFuture = "Ticket creation date cannot be in the future";
const priorities = ["Low", "Medium", "High"] as const;
const accessKeyLength = 8;

export const openTicket = action({
  name: "OpenTicket",
  area: "support",
  description: "Open a new ticket",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    deptid: param.id("The department to open the ticket in", departmentNotFound),
    subject: param.text("The subject of the ticket"),
    message: param.text("The message of the ticket"),
    clientid: param.id("The client the ticket is opened for", author.clientNotFound),
    userid: param.id("The user of the client who opens it", author.userNotFound),
    contactid: param.id("The contact of the client who opens it", author.contactNotFound),
    name: param.text("The name of who opens it, if not a client"),
    email: param.text("The email address of who opens it, if not a client"),
    priority: param.choice("Low, Medium or High", priorities),
    created: param.moment("When the ticket was opened, not in the future", { invalid: write.badDate }),
    serviceid: param.id("The service the ticket is about", serviceNotFound),
    domainid: param.id("The domain the ticket is about", domainNotFound),
    admin: param.bool("Whether it is opened by an administrator"),
    noemail: param.bool("Whether to send no mail"),
    markdown: param.bool("Whether the message is Markdown"),
    customfields: packed("The values of custom fields, base64 of a serialized array"),
    attachments: packedJson("Files, base64 of a JSON list of names and base64 data"),
    preventClientClosure: param.bool("Whether the client may not close the ticket"),
  },
  response: {
    id: field.int("The ID of the ticket"),
    tid: field.text("The number of the ticket"),
    c: field.text("The key in links to the ticket"),
  },
  errors: [
    author.clientNotFound,
    author.userNotFound,
    author.contactNotFound,
    author.nameAndEmailMissing,
    departmentNotFound,
    noSubject,
    noMessage,
    serviceNotFound,
    domainNotFound,
    author.badEmail,
    write.badDate,
    inFuture,
    write.noNumber,
    badAttachments,
  ],
  example: {
    request: {
      deptid: 1,
      subject: "This is a sample ticket",
      message: "The site is down",
      clientid: 1,
      priority: "High",
    },
    response: { id: 1, tid: "860248", c: "X7sQyLNb" },
  },
  async run(context, input) {
    const { db } = context;
    const by = await author.authorOf(context, input);
    const department = await departmentOf(db, input.deptid ?? 0, departmentNotFound);
    const { subject = "", message = "" } = input;
    if (subject === "") throw refuse(noSubject);
    if (message === "") throw refuse(noMessage);
    await checkRelated(context, by.client_id, input);
    author.checkEmail(by);
    const date = write.writtenAt(context, input.created, inFuture);
    const number = await write.newTicketNumber(context);
    const accessKey = randomWord(accessKeyLength);
    const { id } = await db
      .insertInto("tickets")
      .values({
        ...by,
        number,
        access_key: accessKey,
        department_id: department.id,
        admin: input.admin === true ? context.caller.name : "",
        date,
        subject,
        message,
        markdown: input.markdown === true ? 1 : 0,
        status: "Open",
        priority: input.priority ?? "Medium",
        service_id: input.serviceid ?? null,
        domain_id: input.domainid ?? null,
        prevent_client_closure: input.preventClientClosure === true ? 1 : 0,
        last_reply_at: date,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const ticket = await ticketOf(db, { id }, "");
    await keepAttachments(context, { ticketId: id }, input.attachments);
    await keepCustomValues(db, { type: "support", departmentId: ticket.department_id }, ticket.id, input.customfields);
    if (input.noemail !== true) {
      await write.mailRequestor(context, "Support Ticket Opened", { ticket, message });
      await write.mailStaff(context, department, { ticket, message });
    }
    await context.hook(input.admin === true ? "TicketOpenAdmin" : "TicketOpen", {
      ticketid: id,
      userid: by.client_id ?? 0,
      deptid: department.id,
      subject,
      priority: ticket.priority,
    });
    await context.log(`New Support Ticket Opened - Ticket ID: ${number}`, by.client_id);
    return { id, tid: number, c: accessKey };
  },
});

type Related = { readonly serviceid?: number | undefined; readonly domainid?: number | undefined };

/** What a ticket is about must be the client's own. */
async function checkRelated({ db }: Context, clientId: number | null, { serviceid, domainid }: Related): Promise<void> {
  const owned = async (table: "services" | "domains", id: number, notFound: string) => {
    const row = await db.selectFrom(table).select("client_id").where("id", "=", id).executeTakeFirst();
    if (row === undefined || row.client_id !== clientId) throw refuse(notFound);
  };
  if (serviceid !== undefined) await owned("services", serviceid, serviceNotFound);
  if (domainid !== undefined) await owned("domains", domainid, domainNotFound);
}
