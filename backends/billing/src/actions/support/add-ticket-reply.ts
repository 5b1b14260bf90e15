/** AddTicketReply. */
import { keepCustomValues } from "../../books/custom-fields.js";
import { badAttachments, keepAttachments } from "../../books/ticket/attachments.js";
import * as author from "../../books/ticket/author.js";
import { departmentOf, statusTitles, type Ticket, ticketOf } from "../../books/ticket/find.js";
import * as write from "../../books/ticket/write.js";
import type { Context } from "../../context.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";
import { packed, packedJson } from "../../declare/params.js";
import { refuse } from "../../declare/refuse.js";

const notFound = "Ticket ID not found";
const noMessage = "Message is required";
const badStatus = "Invalid Ticket Status";
const inFuture = "Reply creation date cannot be in the future";

export const addTicketReply = action({
  name: "AddTicketReply",
  area: "support",
  description: "Add a reply to a ticket by Ticket ID",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    ticketid: param.required(param.id("The ticket to reply to", notFound), notFound),
    message: param.text("The message of the reply"),
    markdown: param.bool("Whether the message is Markdown"),
    clientid: param.id("The client who replies", author.clientNotFound),
    contactid: param.id("The contact of the client who replies", author.contactNotFound),
    adminusername: param.text("The administrator who replies, by the name that is shown"),
    name: param.text("The name of who replies, if not a client"),
    email: param.text("The email address of who replies, if not a client"),
    status: param.text("The status of the ticket after the reply"),
    noemail: param.bool("Whether to send no mail"),
    customfields: packed("The values of custom fields, base64 of a serialized array"),
    attachments: packedJson("Files, base64 of a JSON list of names and base64 data"),
    created: param.moment("When the reply was written, not in the future", { invalid: write.badDate }),
  },
  response: {},
  errors: [
    notFound,
    author.clientNotFound,
    author.contactNotFound,
    author.nameAndEmailMissing,
    noMessage,
    author.badEmail,
    badStatus,
    write.badDate,
    inFuture,
    badAttachments,
  ],
  example: { request: { ticketid: 1, message: "This is a sample reply", clientid: 1 }, response: {} },
  async run(context, input) {
    const { db } = context;
    const ticket = await ticketOf(db, { id: input.ticketid }, notFound);
    const { admin, by } = await writerOf(context, input);
    const { message = "" } = input;
    if (message === "") throw refuse(noMessage);
    if (admin === "") author.checkEmail(by);
    const status = await statusAfter(context, input.status, admin);
    const date = write.writtenAt(context, input.created, inFuture);
    const { id: replyId } = await db
      .insertInto("ticket_replies")
      .values({ ...by, ticket_id: ticket.id, admin, date, message, markdown: input.markdown === true ? 1 : 0 })
      .returning("id")
      .executeTakeFirstOrThrow();
    await keepAttachments(context, { ticketId: ticket.id, replyId }, input.attachments);
    await keepCustomValues(db, { type: "support", departmentId: ticket.department_id }, ticket.id, input.customfields);
    await db.updateTable("tickets").set({ status, last_reply_at: date }).where("id", "=", ticket.id).execute();
    if (input.noemail !== true) await mailOtherSide(context, { ticket, message, admin });
    await context.hook(admin === "" ? "TicketUserReply" : "TicketAdminReply", {
      ticketid: ticket.id,
      replyid: replyId,
    });
    await context.log(`New Ticket Response - Ticket ID: ${ticket.number}`, ticket.client_id);
    return {};
  },
});

type Input = author.AuthorInput & { readonly adminusername?: string | undefined };

/** A client, else the administrator that is named, else a guest. */
async function writerOf(context: Context, input: Input) {
  const admin = input.clientid === undefined ? (input.adminusername ?? "") : "";
  const nobody = { client_id: null, contact_id: null, user_id: null, name: "", email: "" };
  return { admin, by: admin === "" ? await author.authorOf(context, input) : nobody };
}

async function statusAfter({ db }: Context, given: string | undefined, admin: string): Promise<string> {
  if (given === undefined || given === "") return admin === "" ? "Customer-Reply" : "Answered";
  if (!(await statusTitles(db)).includes(given)) throw refuse(badStatus);
  return given;
}

type Reply = { readonly ticket: Ticket; readonly message: string; readonly admin: string };

async function mailOtherSide(context: Context, { ticket, message, admin }: Reply): Promise<void> {
  if (admin !== "") {
    await write.mailRequestor(context, "Support Ticket Reply", { ticket, message });
    return;
  }
  const department = await departmentOf(context.db, ticket.department_id, notFound);
  await write.mailStaff(context, department, { ticket, message });
}
