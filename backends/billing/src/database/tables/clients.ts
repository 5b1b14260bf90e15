/** Who is billed: clients, the people who log in for them, their contacts, and what is known about them. */
import { cents, choice, flag, id, integer, moment, ref, text } from "../columns.js";
import { table } from "../table.js";

export const currencies = table(
  {
    id: id(),
    code: text(),
    prefix: text({ fallback: "" }),
    suffix: text({ fallback: "" }),
    /** 1 is 1234.56, 2 is 1,234.56, 3 is 1.234,56, 4 is 1,234. */
    format: integer({ fallback: 1 }),
    /** Units of this currency for one of the default one, in hundred-thousandths. */
    rate_e5: integer({ fallback: 100000 }),
    is_default: flag({ fallback: 0 }),
  },
  { unique: [["code"]] },
);

export const client_groups = table({
  id: id(),
  name: text(),
  color: text({ fallback: "" }),
  discount_percent: integer({ fallback: 0 }),
});

export const users = table(
  {
    id: id(),
    uuid: text(),
    firstname: text(),
    lastname: text(),
    email: text(),
    password_hash: text({ fallback: "" }),
    language: text({ fallback: "" }),
    security_question_id: integer({ nullable: true }),
    security_answer_hash: text({ fallback: "" }),
    email_verified: flag({ fallback: 0 }),
    last_login: moment({ nullable: true }),
    created_at: moment(),
  },
  { unique: [["email"], ["uuid"]], counted: [[]] },
);

export const clients = table(
  {
    id: id(),
    uuid: text(),
    firstname: text(),
    lastname: text(),
    companyname: text({ fallback: "" }),
    email: text(),
    address1: text({ fallback: "" }),
    address2: text({ fallback: "" }),
    city: text({ fallback: "" }),
    state: text({ fallback: "" }),
    postcode: text({ fallback: "" }),
    country: text({ fallback: "US" }),
    phonenumber: text({ fallback: "" }),
    tax_id: text({ fallback: "" }),
    notes: text({ fallback: "" }),
    /** The client's credit: always the sum of its rows in `credits`. */
    credit: cents({ fallback: 0 }),
    currency_id: ref("currencies"),
    group_id: ref("client_groups", { nullable: true, onDelete: "set null" }),
    default_gateway: text({ fallback: "" }),
    billing_contact_id: integer({ nullable: true }),
    status: choice(["Active", "Inactive", "Closed"], { fallback: "Active" }),
    language: text({ fallback: "" }),
    tax_exempt: flag({ fallback: 0 }),
    late_fee_override: flag({ fallback: 0 }),
    override_due_notices: flag({ fallback: 0 }),
    separate_invoices: flag({ fallback: 0 }),
    disable_auto_cc: flag({ fallback: 0 }),
    override_auto_close: flag({ fallback: 0 }),
    marketing_opt_in: flag({ fallback: 0 }),
    email_general: flag({ fallback: 1 }),
    email_invoice: flag({ fallback: 1 }),
    email_support: flag({ fallback: 1 }),
    email_product: flag({ fallback: 1 }),
    email_domain: flag({ fallback: 1 }),
    email_affiliate: flag({ fallback: 1 }),
    allow_single_sign_on: flag({ fallback: 1 }),
    email_verified: flag({ fallback: 0 }),
    ip: text({ fallback: "" }),
    last_login: moment({ nullable: true }),
    created_at: moment(),
    updated_at: moment(),
  },
  {
    unique: [["email"], ["uuid"]],
    indexes: [
      ["lastname", "firstname", "companyname", "id"],
      ["firstname", "id"],
      ["companyname", "id"],
      ["created_at", "id"],
      ["status", "lastname", "firstname", "companyname", "id"],
      ["status", "id"],
      ["group_id", "id"],
      ["currency_id"],
    ],
    checks: ["credit >= 0"],
    counted: [[], ["status"]],
  },
);

export const users_clients = table(
  {
    user_id: ref("users", { onDelete: "cascade" }),
    client_id: ref("clients", { onDelete: "cascade" }),
    is_owner: flag({ fallback: 0 }),
  },
  { key: ["user_id", "client_id"], indexes: [["client_id"]] },
);

export const contacts = table(
  {
    id: id(),
    client_id: ref("clients", { onDelete: "cascade" }),
    firstname: text({ fallback: "" }),
    lastname: text({ fallback: "" }),
    companyname: text({ fallback: "" }),
    email: text({ fallback: "" }),
    address1: text({ fallback: "" }),
    address2: text({ fallback: "" }),
    city: text({ fallback: "" }),
    state: text({ fallback: "" }),
    postcode: text({ fallback: "" }),
    country: text({ fallback: "" }),
    phonenumber: text({ fallback: "" }),
    tax_id: text({ fallback: "" }),
    email_general: flag({ fallback: 0 }),
    email_invoice: flag({ fallback: 0 }),
    email_support: flag({ fallback: 0 }),
    email_product: flag({ fallback: 0 }),
    email_domain: flag({ fallback: 0 }),
    email_affiliate: flag({ fallback: 0 }),
  },
  { indexes: [["client_id"], ["email"]] },
);

/** A field that an operator adds to clients, to products (`product_id`) or to a support department. */
export const custom_fields = table(
  {
    id: id(),
    type: choice(["client", "product", "support"]),
    product_id: ref("products", { nullable: true, onDelete: "cascade" }),
    department_id: ref("departments", { nullable: true, onDelete: "cascade" }),
    name: text(),
    field_type: text({ fallback: "text" }),
    description: text({ fallback: "" }),
    required: flag({ fallback: 0 }),
    sort_order: integer({ fallback: 0 }),
  },
  { indexes: [["type"], ["product_id"], ["department_id"]] },
);

/** `related_id` is the client, service or ticket that the field's type says. */
export const custom_field_values = table(
  { field_id: ref("custom_fields", { onDelete: "cascade" }), related_id: integer(), value: text() },
  { key: ["field_id", "related_id"] },
);

export const affiliates = table(
  {
    id: id(),
    client_id: ref("clients", { onDelete: "cascade" }),
    date: text(),
    visitors: integer({ fallback: 0 }),
    pay_type: text({ fallback: "" }),
    pay_amount: cents({ fallback: 0 }),
    one_time: flag({ fallback: 0 }),
    balance: cents({ fallback: 0 }),
    withdrawn: cents({ fallback: 0 }),
    created_at: moment(),
    updated_at: moment(),
  },
  { unique: [["client_id"]], counted: [[]] },
);
