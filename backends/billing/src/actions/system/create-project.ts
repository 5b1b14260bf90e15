/** CreateProject. */

import { isOn } from "../../books/settings.js";
import type { Context } from "../../context.js";
import { exists } from "../../database/search.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";

const clientNotFound = "Client ID Not Found";
const adminNotSet = "Admin ID not Set";
const adminNotFound = "Admin ID Not Found";
const notActive = "Project Management is not active.";
const noTitle = "Project Title is Required.";

export const createProject = action({
  name: "CreateProject",
  area: "system",
  description: "Create a project, where project management is active",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    title: param.text("The title of the project"),
    adminid: param.id("The administrator who leads it", adminNotFound),
    userid: param.id("The client it is for", clientNotFound),
    status: param.text("Its status (default: Pending)"),
    created: param.day("When it was created (default: today)"),
    duedate: param.day("Until when it is to be done"),
    completed: param.bool("Whether it is done"),
    ticketids: param.text("The tickets that belong to it, separated by commas"),
    invoiceids: param.text("The invoices that belong to it, separated by commas"),
  },
  response: {
    message: field.text("What was done"),
    projectid: field.intText("The project that was created"),
  },
  errors: [notActive, clientNotFound, adminNotSet, adminNotFound, noTitle],
  example: {
    request: { title: "Sample Project", adminid: 1, userid: 1 },
    response: { message: "Project has been created", projectid: "1" },
  },
  async run(context, { adminid, userid, title, ...input }) {
    if (!isOn(context.settings.ProjectManagement)) throw refuse(notActive);
    await checkReferences(context, { adminid, userid });
    if (adminid === undefined) throw refuse(adminNotSet);
    if (!title) throw refuse(noTitle);
    const { id } = await context.db
      .insertInto("projects")
      .values({
        title,
        admin_id: adminid,
        client_id: userid ?? null,
        status: input.status ?? "Pending",
        created: input.created ?? context.today,
        due_date: input.duedate ?? null,
        completed: input.completed === true ? 1 : 0,
        ticket_ids: input.ticketids ?? "",
        invoice_ids: input.invoiceids ?? "",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await context.log(`Project Created - Project ID: ${id}`, userid);
    return { message: "Project has been created", projectid: id };
  },
});

type References = { readonly adminid: number | undefined; readonly userid: number | undefined };

async function checkReferences({ db }: Context, { adminid, userid }: References): Promise<void> {
  if (userid !== undefined && !(await exists(db, "clients", userid))) throw refuse(clientNotFound);
  if (adminid !== undefined && !(await exists(db, "admins", adminid))) throw refuse(adminNotFound);
}
