/** What clients have: orders, the services and domains that came of them. */
import { cents, choice, day, flag, id, integer, moment, ref, text } from "../columns.js";
import { table } from "../table.js";

const serviceStatuses = ["Pending", "Active", "Completed", "Suspended", "Terminated", "Cancelled", "Fraud"] as const;

export const orders = table(
  {
    id: id(),
    number: text(),
    client_id: ref("clients", { onDelete: "cascade" }),
    contact_id: ref("contacts", { nullable: true, onDelete: "set null" }),
    requestor_user_id: ref("users", { nullable: true, onDelete: "set null" }),
    requestor_admin_id: ref("admins", { nullable: true, onDelete: "set null" }),
    date: moment(),
    nameservers: text({ fallback: "" }),
    transfer_secret: text({ fallback: "" }),
    /** What was renewed, as JSON. */
    renewals: text({ fallback: "{}" }),
    promo_code: text({ fallback: "" }),
    promo_type: text({ fallback: "" }),
    promo_value: text({ fallback: "" }),
    order_data: text({ fallback: "" }),
    amount: cents({ fallback: 0 }),
    payment_method: text({ fallback: "" }),
    invoice_id: ref("invoices", { nullable: true, onDelete: "set null" }),
    affiliate_id: ref("affiliates", { nullable: true, onDelete: "set null" }),
    status: choice(["Pending", "Active", "Fraud", "Cancelled"], { fallback: "Pending" }),
    ip_address: text({ fallback: "" }),
    fraud_module: text({ fallback: "" }),
    fraud_output: text({ fallback: "" }),
    notes: text({ fallback: "" }),
  },
  {
    unique: [["number"]],
    indexes: [
      ["client_id", "id"],
      ["status", "id"],
      ["date"],
      ["invoice_id"],
      ["contact_id"],
      ["requestor_user_id", "id"],
      ["requestor_admin_id"],
      ["affiliate_id"],
      ["client_id", "promo_code"],
    ],
    counted: [[], ["status"], ["client_id"], ["client_id", "status"]],
  },
);

export const services = table(
  {
    id: id(),
    client_id: ref("clients", { onDelete: "cascade" }),
    order_id: ref("orders", { nullable: true, onDelete: "set null" }),
    product_id: ref("products"),
    server_id: ref("servers", { nullable: true, onDelete: "set null" }),
    promotion_id: ref("promotions", { nullable: true, onDelete: "set null" }),
    quantity: integer({ fallback: 1 }),
    registered: day(),
    domain: text({ fallback: "" }),
    payment_method: text({ fallback: "" }),
    first_payment: cents({ fallback: 0 }),
    recurring: cents({ fallback: 0 }),
    billing_cycle: text({ fallback: "Free Account" }),
    next_due: day({ nullable: true }),
    next_invoice: day({ nullable: true }),
    terminated: day({ nullable: true }),
    status: choice(serviceStatuses, { fallback: "Pending" }),
    suspension_reason: text({ fallback: "" }),
    override_auto_suspend: flag({ fallback: 0 }),
    override_suspend_until: day({ nullable: true }),
    username: text({ fallback: "" }),
    password: text({ fallback: "" }),
    subscription_id: text({ fallback: "" }),
    dedicated_ip: text({ fallback: "" }),
    assigned_ips: text({ fallback: "" }),
    ns1: text({ fallback: "" }),
    ns2: text({ fallback: "" }),
    disk_usage: integer({ fallback: 0 }),
    disk_limit: integer({ fallback: 0 }),
    bandwidth_usage: integer({ fallback: 0 }),
    bandwidth_limit: integer({ fallback: 0 }),
    usage_updated_at: moment({ nullable: true }),
    notes: text({ fallback: "" }),
  },
  {
    indexes: [
      ["client_id", "id"],
      ["order_id"],
      ["product_id", "id"],
      ["server_id"],
      ["promotion_id"],
      ["domain"],
      ["username"],
      ["status", "next_due"],
    ],
    counted: [[], ["client_id"], ["product_id"], ["server_id", "status"]],
  },
);

export const service_addons = table(
  {
    id: id(),
    client_id: ref("clients", { onDelete: "cascade" }),
    service_id: ref("services", { onDelete: "cascade" }),
    addon_id: ref("addons"),
    order_id: ref("orders", { nullable: true, onDelete: "set null" }),
    quantity: integer({ fallback: 1 }),
    registered: day(),
    payment_method: text({ fallback: "" }),
    setup_fee: cents({ fallback: 0 }),
    first_payment: cents({ fallback: 0 }),
    recurring: cents({ fallback: 0 }),
    billing_cycle: text(),
    next_due: day({ nullable: true }),
    status: choice(serviceStatuses, { fallback: "Pending" }),
    notes: text({ fallback: "" }),
  },
  { indexes: [["client_id"], ["service_id"], ["addon_id"], ["order_id"]] },
);

export const service_config_choices = table(
  {
    service_id: ref("services", { onDelete: "cascade" }),
    option_id: ref("config_options", { onDelete: "cascade" }),
    choice_id: ref("config_choices", { nullable: true, onDelete: "set null" }),
    quantity: integer({ fallback: 0 }),
  },
  { key: ["service_id", "option_id"], indexes: [["option_id"], ["choice_id"]] },
);

export const domains = table(
  {
    id: id(),
    client_id: ref("clients", { onDelete: "cascade" }),
    order_id: ref("orders", { nullable: true, onDelete: "set null" }),
    promotion_id: ref("promotions", { nullable: true, onDelete: "set null" }),
    type: choice(["Register", "Transfer"], { fallback: "Register" }),
    domain: text(),
    registrar: text({ fallback: "" }),
    years: integer({ fallback: 1 }),
    first_payment: cents({ fallback: 0 }),
    recurring: cents({ fallback: 0 }),
    payment_method: text({ fallback: "" }),
    registered: day({ nullable: true }),
    expires: day({ nullable: true }),
    next_due: day({ nullable: true }),
    next_invoice: day({ nullable: true }),
    status: choice(
      [
        "Pending",
        "Pending Registration",
        "Pending Transfer",
        "Active",
        "Grace",
        "Redemption",
        "Expired",
        "Transferred Away",
        "Cancelled",
        "Fraud",
      ],
      { fallback: "Pending" },
    ),
    subscription_id: text({ fallback: "" }),
    epp_code: text({ fallback: "" }),
    idn_language: text({ fallback: "" }),
    dns_management: flag({ fallback: 0 }),
    email_forwarding: flag({ fallback: 0 }),
    id_protection: flag({ fallback: 0 }),
    /** What the registry of its ending asks for beside the contacts, as JSON. */
    registry_fields: text({ fallback: "{}" }),
    do_not_renew: flag({ fallback: 0 }),
    notes: text({ fallback: "" }),
  },
  {
    indexes: [["client_id", "id"], ["order_id"], ["promotion_id"], ["domain"], ["status", "next_due"]],
    counted: [[], ["client_id"], ["status"]],
  },
);

/** What the built-in registrar has on record about a domain. */
export const registrar_records = table(
  {
    domain: text(),
    locked: flag({ fallback: 1 }),
    nameservers: text({ fallback: "[]" }),
    contacts: text({ fallback: "{}" }),
    registered: day({ nullable: true }),
    expires: day({ nullable: true }),
  },
  { key: ["domain"] },
);

export const cancellation_requests = table(
  {
    id: id(),
    date: moment(),
    service_id: ref("services", { onDelete: "cascade" }),
    reason: text({ fallback: "" }),
    type: choice(["Immediate", "End of Billing Period"], { fallback: "End of Billing Period" }),
    is_done: flag({ fallback: 0 }),
  },
  { indexes: [["service_id"]], counted: [["is_done"]] },
);
