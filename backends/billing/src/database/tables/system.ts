/** Who may call, how the books are set up, and what happened. */
import { choice, flag, id, integer, moment, ref, text } from "../columns.js";
import { table } from "../table.js";

/** Settings that differ from their defaults; the names and defaults are in `books/settings.ts`. */
export const settings = table({ setting: text(), value: text() }, { key: ["setting"] });

export const admin_roles = table({ id: id(), name: text(), api_access: flag({ fallback: 1 }) });

export const admins = table(
  {
    id: id(),
    uuid: text(),
    role_id: ref("admin_roles"),
    username: text(),
    password_hash: text(),
    firstname: text({ fallback: "" }),
    lastname: text({ fallback: "" }),
    email: text({ fallback: "" }),
    signature: text({ fallback: "" }),
    notes: text({ fallback: "" }),
    template: text({ fallback: "blend" }),
    language: text({ fallback: "english" }),
    is_disabled: flag({ fallback: 0 }),
    login_attempts: integer({ fallback: 0 }),
    created_at: moment(),
    updated_at: moment(),
  },
  { unique: [["username"], ["uuid"]], indexes: [["role_id"]] },
);

export const api_roles = table({ id: id(), name: text(), allows_all: flag({ fallback: 0 }) }, { unique: [["name"]] });

export const api_role_actions = table(
  { role_id: ref("api_roles", { onDelete: "cascade" }), action: text() },
  { key: ["role_id", "action"] },
);

export const api_credentials = table(
  {
    id: id(),
    admin_id: ref("admins", { onDelete: "cascade" }),
    identifier: text(),
    secret_hash: text(),
    description: text({ fallback: "" }),
    created_at: moment(),
  },
  { unique: [["identifier"]], indexes: [["admin_id"]] },
);

export const api_credential_roles = table(
  {
    credential_id: ref("api_credentials", { onDelete: "cascade" }),
    role_id: ref("api_roles", { onDelete: "cascade" }),
  },
  { key: ["credential_id", "role_id"] },
);

export const allowed_ips = table({ ip: text(), note: text({ fallback: "" }) }, { key: ["ip"] });

export const activity_log = table(
  {
    id: id(),
    date: moment(),
    description: text(),
    client_id: ref("clients", { nullable: true, onDelete: "set null" }),
    user_id: ref("users", { nullable: true, onDelete: "set null" }),
    admin_id: ref("admins", { nullable: true, onDelete: "set null" }),
    username: text(),
    ip_address: text({ fallback: "" }),
  },
  { indexes: [["client_id", "id"], ["user_id"], ["admin_id"], ["date"]], counted: [[], ["client_id"]] },
);

/** One row for each hook that WHMCS would have fired, with its variables as JSON. */
export const hook_events = table(
  { id: id(), at: moment(), hook: text(), variables: text() },
  { indexes: [["hook", "id"]] },
);

export const todo_items = table(
  {
    id: id(),
    date: text(),
    title: text(),
    description: text({ fallback: "" }),
    admin_id: ref("admins", { nullable: true, onDelete: "set null" }),
    status: choice(["New", "Pending", "In Progress", "Completed", "Postponed"], { fallback: "New" }),
    due_date: text({ nullable: true }),
  },
  { indexes: [["status", "id"], ["admin_id"]], counted: [[], ["status"]] },
);

export const announcements = table({
  id: id(),
  date: moment(),
  title: text(),
  announcement: text(),
  published: flag({ fallback: 1 }),
});

export const projects = table(
  {
    id: id(),
    title: text(),
    client_id: ref("clients", { nullable: true, onDelete: "set null" }),
    admin_id: ref("admins"),
    status: text({ fallback: "Pending" }),
    ticket_ids: text({ fallback: "" }),
    invoice_ids: text({ fallback: "" }),
    created: text(),
    due_date: text({ nullable: true }),
    completed: flag({ fallback: 0 }),
  },
  { indexes: [["client_id"], ["admin_id"]] },
);

/** Every call to a module that reaches the outside (registrar, provisioning, gateway), and how it ended. */
export const module_calls = table(
  {
    id: id(),
    at: moment(),
    module: text(),
    operation: text(),
    parameters: text(),
    outcome: choice(["ok", "failed"]),
    message: text({ fallback: "" }),
  },
  { indexes: [["module", "id"]] },
);

/** What the built-in module is told to refuse: an operation (or `*`), the subject it is refused for (or `*`), and the words. */
export const module_refusals = table(
  { operation: text(), subject: text(), message: text() },
  { key: ["operation", "subject"] },
);

export const email_templates = table(
  {
    id: id(),
    type: choice([
      "general",
      "product",
      "domain",
      "invoice",
      "support",
      "affiliate",
      "user",
      "admin",
      "notification",
      "invite",
    ]),
    name: text(),
    subject: text(),
    message: text(),
    language: text({ fallback: "" }),
    custom: flag({ fallback: 0 }),
    disabled: flag({ fallback: 0 }),
    marketing: flag({ fallback: 0 }),
    plain_text: flag({ fallback: 0 }),
  },
  { unique: [["name", "language"]], indexes: [["type", "name"]] },
);

/** Every mail that was written, sent or not. */
export const outbox = table(
  {
    id: id(),
    created_at: moment(),
    client_id: ref("clients", { nullable: true, onDelete: "cascade" }),
    template: text(),
    recipient: text(),
    cc: text({ fallback: "" }),
    sender: text(),
    subject: text(),
    html: text(),
    related_type: text({ fallback: "" }),
    related_id: integer({ nullable: true }),
    state: choice(["queued", "sending", "sent", "failed", "kept"], { fallback: "queued" }),
    attempts: integer({ fallback: 0 }),
    next_attempt_at: moment({ nullable: true }),
    sent_at: moment({ nullable: true }),
    error: text({ fallback: "" }),
  },
  {
    indexes: [
      ["state", "next_attempt_at"],
      ["client_id", "id"],
    ],
    counted: [[], ["client_id"]],
  },
);

export const outbox_attachments = table(
  {
    id: id(),
    mail_id: ref("outbox", { onDelete: "cascade" }),
    filename: text(),
    media_type: text(),
    base64: text(),
  },
  { indexes: [["mail_id"]] },
);

/** What these books sign with; no action reads it. */
export const signing_keys = table({ purpose: text(), secret: text() }, { key: ["purpose"] });

/** Hands out numbers in order: invoice numbers, order numbers, ticket numbers. */
export const sequences = table({ name: text(), next: integer() }, { key: ["name"] });
