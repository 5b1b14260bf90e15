/** The books: invoices, what was paid for them, credit, quotes. */
import { cents, choice, day, flag, id, integer, moment, percent, ref, text } from "../columns.js";
import { table } from "../table.js";
import { invoiceStatuses, quoteStages } from "../words.js";

/** Names of the payment gateways that can be chosen, in the order in which they are shown. */
export const payment_methods = table(
  {
    module: text(),
    display_name: text(),
    is_card: flag({ fallback: 0 }),
    is_active: flag({ fallback: 1 }),
    sort_order: integer({ fallback: 0 }),
  },
  { key: ["module"] },
);

/** Empty country or state: anywhere. */
export const tax_rules = table(
  {
    id: id(),
    level: integer(),
    name: text(),
    state: text({ fallback: "" }),
    country: text({ fallback: "" }),
    rate: percent(),
    is_active: flag({ fallback: 1 }),
  },
  { indexes: [["level", "country", "state"]], checks: ["level in (1, 2)"] },
);

export const invoices = table(
  {
    id: id(),
    client_id: ref("clients", { onDelete: "cascade" }),
    /** Empty unless numbers of its own are switched on. */
    number: text({ fallback: "" }),
    date: day(),
    due_date: day(),
    paid_at: moment({ nullable: true }),
    last_capture_attempt_at: moment({ nullable: true }),
    refunded_at: moment({ nullable: true }),
    cancelled_at: moment({ nullable: true }),
    subtotal: cents({ fallback: 0 }),
    credit: cents({ fallback: 0 }),
    tax: cents({ fallback: 0 }),
    tax2: cents({ fallback: 0 }),
    /** What is to be paid once the credit is taken off. */
    total: cents({ fallback: 0 }),
    /** Paid in less paid out, over its transactions. */
    paid: cents({ fallback: 0 }),
    tax_rate: percent({ fallback: 0 }),
    tax_rate2: percent({ fallback: 0 }),
    /** How tax was reckoned when the invoice was made: later changes of the settings leave it alone. */
    tax_mode: choice(["none", "exclusive", "inclusive"]),
    tax_compound: flag(),
    tax_per_line: flag(),
    status: choice(invoiceStatuses),
    payment_method: text({ fallback: "" }),
    notes: text({ fallback: "" }),
    /** Whether its payment has set going what it is for: that happens once, however often it is paid. */
    automated: flag({ fallback: 0 }),
    created_at: moment(),
    updated_at: moment(),
  },
  {
    indexes: [
      ["client_id", "id"],
      ["client_id", "status", "due_date"],
      ["status", "id"],
      ["status", "number", "id"],
      ["status", "date", "id"],
      ["status", "due_date", "id"],
      ["status", "total", "id"],
      ["number", "id"],
      ["date", "id"],
      ["due_date", "id"],
      ["total", "id"],
    ],
    checks: ["total = subtotal + tax + tax2 - credit", "credit >= 0"],
    counted: [[], ["status"], ["client_id"], ["client_id", "status"], ["status", "due_date"]],
  },
);

export const invoice_items = table(
  {
    id: id(),
    invoice_id: ref("invoices", { onDelete: "cascade" }),
    type: text({ fallback: "" }),
    related_id: integer({ fallback: 0 }),
    description: text({ fallback: "" }),
    amount: cents({ fallback: 0 }),
    taxed: flag({ fallback: 0 }),
  },
  {
    indexes: [
      ["invoice_id", "id"],
      ["type", "related_id"],
    ],
  },
);

/** The ledger. Rows outlive their client and invoice. */
export const transactions = table(
  {
    id: id(),
    client_id: ref("clients", { nullable: true, onDelete: "set null" }),
    invoice_id: ref("invoices", { nullable: true, onDelete: "set null" }),
    currency_id: ref("currencies", { nullable: true }),
    payment_method: text({ fallback: "" }),
    date: moment(),
    description: text({ fallback: "" }),
    amount_in: cents({ fallback: 0 }),
    fees: cents({ fallback: 0 }),
    amount_out: cents({ fallback: 0 }),
    rate_e5: integer({ fallback: 100000 }),
    transaction_id: text({ fallback: "" }),
    refund_id: integer({ fallback: 0 }),
    // What of it has become its client's credit: nothing does so twice.
    credited: cents({ fallback: 0 }),
  },
  {
    indexes: [["client_id", "id"], ["invoice_id", "id"], ["transaction_id"], ["date"], ["currency_id"]],
    counted: [[], ["client_id"]],
  },
);

/** The credit log: what a client's credit is made of. */
export const credits = table(
  {
    id: id(),
    client_id: ref("clients", { onDelete: "cascade" }),
    admin_id: ref("admins", { nullable: true, onDelete: "set null" }),
    invoice_id: ref("invoices", { nullable: true, onDelete: "set null" }),
    date: day(),
    description: text(),
    amount: cents(),
  },
  { indexes: [["client_id", "id"], ["admin_id"], ["invoice_id"]] },
);

export const quotes = table(
  {
    id: id(),
    client_id: ref("clients", { nullable: true, onDelete: "cascade" }),
    subject: text(),
    stage: choice(quoteStages),
    valid_until: day(),
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
    currency_id: ref("currencies", { nullable: true }),
    subtotal: cents({ fallback: 0 }),
    tax1: cents({ fallback: 0 }),
    tax2: cents({ fallback: 0 }),
    total: cents({ fallback: 0 }),
    proposal: text({ fallback: "" }),
    customer_notes: text({ fallback: "" }),
    admin_notes: text({ fallback: "" }),
    invoice_id: ref("invoices", { nullable: true, onDelete: "set null" }),
    date_created: day(),
    last_modified: day(),
    date_sent: day({ nullable: true }),
    date_accepted: day({ nullable: true }),
  },
  {
    indexes: [["client_id", "id"], ["stage", "valid_until"], ["currency_id"], ["invoice_id"]],
    counted: [[], ["stage"], ["client_id"]],
  },
);

export const quote_items = table(
  {
    id: id(),
    quote_id: ref("quotes", { onDelete: "cascade" }),
    description: text({ fallback: "" }),
    /** Thousandths, since a quantity may be broken. */
    quantity_e3: integer({ fallback: 1000 }),
    unit_price: cents({ fallback: 0 }),
    discount: percent({ fallback: 0 }),
    taxed: flag({ fallback: 0 }),
  },
  { indexes: [["quote_id", "id"]] },
);
