/** Tickets and where they go. */
import { choice, flag, id, integer, moment, ref, text } from "../columns.js";
import { table } from "../table.js";

export const departments = table({
  id: id(),
  name: text(),
  description: text({ fallback: "" }),
  email: text({ fallback: "" }),
  hidden: flag({ fallback: 0 }),
  sort_order: integer({ fallback: 0 }),
});

/** Which departments an administrator works for. */
export const admin_departments = table(
  {
    admin_id: ref("admins", { onDelete: "cascade" }),
    department_id: ref("departments", { onDelete: "cascade" }),
    notified: flag({ fallback: 1 }),
  },
  { key: ["admin_id", "department_id"], indexes: [["department_id"]] },
);

export const ticket_statuses = table(
  {
    title: text(),
    color: text(),
    sort_order: integer({ fallback: 0 }),
    shows_active: flag({ fallback: 1 }),
    shows_awaiting: flag({ fallback: 1 }),
  },
  { key: ["title"] },
);

export const tickets = table(
  {
    id: id(),
    /** The public number. */
    number: text(),
    /** The key in links that are mailed to people without a login. */
    access_key: text(),
    department_id: ref("departments"),
    client_id: ref("clients", { nullable: true, onDelete: "cascade" }),
    contact_id: ref("contacts", { nullable: true, onDelete: "set null" }),
    user_id: ref("users", { nullable: true, onDelete: "set null" }),
    /** The administrator who opened it, by name; empty when a client did. */
    admin: text({ fallback: "" }),
    name: text({ fallback: "" }),
    email: text({ fallback: "" }),
    cc: text({ fallback: "" }),
    date: moment(),
    subject: text(),
    message: text(),
    markdown: flag({ fallback: 0 }),
    status: text(),
    priority: choice(["Low", "Medium", "High"], { fallback: "Medium" }),
    flagged_admin_id: ref("admins", { nullable: true, onDelete: "set null" }),
    service_id: ref("services", { nullable: true, onDelete: "set null" }),
    domain_id: ref("domains", { nullable: true, onDelete: "set null" }),
    prevent_client_closure: flag({ fallback: 0 }),
    attachments_removed: flag({ fallback: 0 }),
    last_reply_at: moment(),
  },
  {
    unique: [["number"]],
    indexes: [
      ["last_reply_at", "id"],
      ["department_id", "last_reply_at"],
      ["client_id", "last_reply_at"],
      ["status", "last_reply_at"],
      ["email"],
      ["flagged_admin_id"],
      ["contact_id"],
      ["user_id"],
      ["service_id"],
      ["domain_id"],
    ],
    counted: [
      [],
      ["department_id"],
      ["status"],
      ["department_id", "status"],
      ["client_id"],
      ["client_id", "status"],
      ["flagged_admin_id", "status"],
    ],
  },
);

export const ticket_replies = table(
  {
    id: id(),
    ticket_id: ref("tickets", { onDelete: "cascade" }),
    client_id: ref("clients", { nullable: true, onDelete: "set null" }),
    contact_id: ref("contacts", { nullable: true, onDelete: "set null" }),
    user_id: ref("users", { nullable: true, onDelete: "set null" }),
    admin: text({ fallback: "" }),
    name: text({ fallback: "" }),
    email: text({ fallback: "" }),
    date: moment(),
    message: text(),
    markdown: flag({ fallback: 0 }),
  },
  { indexes: [["ticket_id", "date", "id"], ["client_id"], ["contact_id"], ["user_id"]] },
);

export const ticket_notes = table(
  {
    id: id(),
    ticket_id: ref("tickets", { onDelete: "cascade" }),
    admin: text(),
    date: moment(),
    message: text(),
    markdown: flag({ fallback: 0 }),
  },
  { indexes: [["ticket_id", "id"]] },
);

/** A file of a ticket's opening message, or of one of its replies or notes. */
export const ticket_attachments = table(
  {
    id: id(),
    ticket_id: ref("tickets", { onDelete: "cascade" }),
    reply_id: ref("ticket_replies", { nullable: true, onDelete: "cascade" }),
    note_id: ref("ticket_notes", { nullable: true, onDelete: "cascade" }),
    filename: text(),
    media_type: text({ fallback: "application/octet-stream" }),
    base64: text(),
  },
  { indexes: [["ticket_id"], ["reply_id"], ["note_id"]] },
);
