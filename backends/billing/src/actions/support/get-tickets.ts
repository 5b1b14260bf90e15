/** GetTickets. */
import { attachmentFields, requestorFields } from "../../books/ticket/answered.js";
import { attachmentsOf, writtenAttachments } from "../../books/ticket/attachments.js";
import { requestorOf } from "../../books/ticket/author.js";
import { departmentIdsOf, statusTitles } from "../../books/ticket/find.js";
import type { Context } from "../../context.js";
import { keptCount, page } from "../../database/list.js";
import { contains } from "../../database/search.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

export const getTickets = action({
  name: "GetTickets",
  area: "support",
  description: "Obtain tickets matching the passed criteria, the one that was last replied to first",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: {
    limitstart: param.count("The offset for the returned tickets (default: 0)"),
    limitnum: param.count("The number of tickets to return (default: 25)"),
    deptid: param.int("Tickets of this department"),
    clientid: param.int("Tickets of this client"),
    email: param.text("Tickets of guests with this email address"),
    status: param.text("Tickets with this status, or Awaiting Reply, All Active Tickets, My Flagged Tickets"),
    subject: param.text("Tickets whose subject contains this"),
    ignore_dept_assignments: param.bool("Whether to show departments that the administrator is not assigned to"),
  },
  response: {
    totalresults: field.int("How many tickets there are"),
    startnumber: field.int("The offset of the first one"),
    numreturned: field.int("How many are in this answer"),
    tickets: field.list("ticket", "The tickets", {
      id: field.int("The ID of the ticket"),
      tid: field.text("Its number"),
      deptid: field.intText("Its department"),
      userid: field.idOrZeroText("Its client; 0 for a guest"),
      name: field.text("The name of who opened it"),
      owner_name: field.text("The name of the client"),
      email: field.text("The email address of who opened it"),
      ...requestorFields,
      cc: field.text("Addresses that get copies"),
      c: field.text("The key in links to the ticket"),
      date: field.moment("When it was opened"),
      subject: field.text("Its subject"),
      status: field.text("Its status"),
      priority: field.text("Its priority"),
      admin: field.text("The administrator who opened it"),
      ...attachmentFields,
      lastreply: field.moment("When something was last written"),
      flag: field.idOrZeroText("The administrator it is flagged to"),
      service: field.text("What it is about: S and the ID of a service, or D and that of a domain"),
    }),
  },
  errors: [],
  example: {
    request: { clientid: 1 },
    response: {
      totalresults: 1,
      startnumber: 0,
      numreturned: 1,
      tickets: {
        ticket: [
          {
            id: 1,
            tid: "860248",
            deptid: "1",
            userid: "1",
            name: "One Client",
            owner_name: "One Client",
            email: "one@example.com",
            requestor_name: "One Client",
            requestor_email: "one@example.com",
            requestor_type: "Owner",
            cc: "",
            c: "X7sQyLNb",
            date: "2026-03-10 12:00:00",
            subject: "This is a sample ticket",
            status: "Customer-Reply",
            priority: "Medium",
            admin: "",
            attachment: "",
            attachments: [],
            attachments_removed: false,
            lastreply: "2026-03-10 12:00:00",
            flag: "0",
            service: "",
          },
        ],
      },
    },
  },
  async run(context, input) {
    const { db } = context;
    const { rows, ...counts } = await page(db, await matching(context, input), input, await kept(context, input));
    const ids = rows.map(({ id }) => id);
    const files = await attachmentsOf(db, ids);
    const owners = await clientNames(context, rows);
    const tickets = rows.map((row) => {
      const opening = files.filter(
        (file) => file.ticket_id === row.id && file.reply_id === null && file.note_id === null,
      );
      return {
        ...row,
        ...requestorOf(row),
        ...writtenAttachments(opening),
        tid: row.number,
        deptid: row.department_id,
        userid: row.client_id,
        owner_name: owners.get(row.client_id ?? 0) ?? "",
        c: row.access_key,
        lastreply: row.last_reply_at,
        flag: row.flagged_admin_id,
        service: serviceOf(row),
      };
    });
    return { ...counts, tickets };
  },
});

type Input = {
  readonly deptid?: number | undefined;
  readonly clientid?: number | undefined;
  readonly email?: string | undefined;
  readonly status?: string | undefined;
  readonly subject?: string | undefined;
  readonly ignore_dept_assignments?: boolean | undefined;
};

async function matching({ db, caller }: Context, input: Input) {
  let query = db.selectFrom("tickets").selectAll().orderBy("last_reply_at", "desc").orderBy("id", "desc");
  const { deptid, clientid, email, status, subject } = input;
  if (input.ignore_dept_assignments !== true) {
    query = query.where("department_id", "in", [0, ...(await departmentIdsOf(db, caller.adminId))]);
  }
  if (deptid !== undefined) query = query.where("department_id", "=", deptid);
  if (clientid !== undefined) query = query.where("client_id", "=", clientid);
  if (email) query = query.where("email", "=", email);
  if (subject) query = query.where(contains("subject", subject));
  if (status === "My Flagged Tickets") {
    return query.where("flagged_admin_id", "=", caller.adminId).where("status", "!=", "Closed");
  }
  const group = status === undefined ? undefined : statusGroups[status];
  if (group !== undefined) return query.where("status", "in", ["", ...(await statusTitles(db, group))]);
  return status ? query.where("status", "=", status) : query;
}

const statusGroups: Readonly<Record<string, "shows_awaiting" | "shows_active">> = {
  "Awaiting Reply": "shows_awaiting",
  "All Active Tickets": "shows_active",
};

/** The kept total of the lists that grow long; the others are counted. */
async function kept({ db }: Context, input: Input): Promise<number | undefined> {
  const { deptid, clientid, email, status, subject, ignore_dept_assignments: ignores } = input;
  const isGroup = status !== undefined && (status in statusGroups || status === "My Flagged Tickets");
  if (ignores !== true || email || subject || isGroup) return undefined;
  return await keptCount(db, "tickets", { department_id: deptid, client_id: clientid, status: status || undefined });
}

async function clientNames({ db }: Context, rows: readonly { readonly client_id: number | null }[]) {
  const ids = rows.flatMap(({ client_id: id }) => (id === null ? [] : [id]));
  if (ids.length === 0) return new Map<number, string>();
  const clients = await db
    .selectFrom("clients")
    .select(["id", "firstname", "lastname"])
    .where("id", "in", ids)
    .execute();
  return new Map(clients.map(({ id, firstname, lastname }) => [id, `${firstname} ${lastname}`]));
}

type About = { readonly service_id: number | null; readonly domain_id: number | null };

/** What a ticket is about, in WHMCS's short form. */
export function serviceOf({ service_id: service, domain_id: domain }: About): string {
  if (service !== null) return `S${service}`;
  return domain === null ? "" : `D${domain}`;
}
