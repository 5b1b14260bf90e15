/** What is sold, and for how much. A cycle or term that has no price is not offered. */
import { cents, choice, flag, id, integer, ref, text } from "../columns.js";
import { table } from "../table.js";

const cycles = ["monthly", "quarterly", "semiannually", "annually", "biennially", "triennially"] as const;

export const product_groups = table({
  id: id(),
  name: text(),
  slug: text({ fallback: "" }),
  headline: text({ fallback: "" }),
  tagline: text({ fallback: "" }),
  order_form_template: text({ fallback: "" }),
  hidden: flag({ fallback: 0 }),
  sort_order: integer({ fallback: 0 }),
});

export const servers = table({
  id: id(),
  name: text(),
  hostname: text({ fallback: "" }),
  ip_address: text({ fallback: "" }),
  module: text({ fallback: "" }),
  is_active: flag({ fallback: 1 }),
  max_services: integer({ fallback: 0 }),
});

export const products = table(
  {
    id: id(),
    group_id: ref("product_groups"),
    type: choice(["hostingaccount", "reselleraccount", "server", "other"], { fallback: "other" }),
    name: text(),
    slug: text({ fallback: "" }),
    description: text({ fallback: "" }),
    short_description: text({ fallback: "" }),
    tagline: text({ fallback: "" }),
    color: text({ fallback: "" }),
    module: text({ fallback: "" }),
    server_id: ref("servers", { nullable: true, onDelete: "set null" }),
    pay_type: choice(["free", "onetime", "recurring"], { fallback: "free" }),
    auto_setup: choice(["", "on", "order", "payment"], { fallback: "" }),
    hidden: flag({ fallback: 0 }),
    featured: flag({ fallback: 0 }),
    taxed: flag({ fallback: 0 }),
    allow_quantity: integer({ fallback: 0 }),
    stock_control: flag({ fallback: 0 }),
    quantity_available: integer({ fallback: 0 }),
    welcome_email_id: ref("email_templates", { nullable: true, onDelete: "set null" }),
    /** What AddProduct is given and nothing here acts upon, kept as JSON. */
    options: text({ fallback: "{}" }),
    sort_order: integer({ fallback: 0 }),
  },
  { indexes: [["group_id", "sort_order", "id"], ["module"], ["server_id"], ["welcome_email_id"]], counted: [[]] },
);

export const product_prices = table(
  {
    product_id: ref("products", { onDelete: "cascade" }),
    currency_id: ref("currencies"),
    /** A product that is paid once has its price under `monthly`, as in WHMCS. */
    cycle: choice(cycles),
    price: cents(),
    setup_fee: cents({ fallback: 0 }),
  },
  { key: ["product_id", "currency_id", "cycle"], indexes: [["currency_id"]] },
);

export const addons = table({
  id: id(),
  name: text(),
  description: text({ fallback: "" }),
  module: text({ fallback: "" }),
  pay_type: choice(["free", "onetime", "recurring"], { fallback: "recurring" }),
  taxed: flag({ fallback: 0 }),
  hidden: flag({ fallback: 0 }),
  sort_order: integer({ fallback: 0 }),
});

export const addon_prices = table(
  {
    addon_id: ref("addons", { onDelete: "cascade" }),
    currency_id: ref("currencies"),
    cycle: choice(cycles),
    price: cents(),
    setup_fee: cents({ fallback: 0 }),
  },
  { key: ["addon_id", "currency_id", "cycle"], indexes: [["currency_id"]] },
);

export const config_options = table(
  {
    id: id(),
    product_id: ref("products", { onDelete: "cascade" }),
    name: text(),
    /** 1 dropdown, 2 radio, 3 yes or no, 4 quantity. */
    type: integer({ fallback: 1 }),
    min_quantity: integer({ fallback: 0 }),
    max_quantity: integer({ fallback: 0 }),
    sort_order: integer({ fallback: 0 }),
  },
  { indexes: [["product_id", "sort_order"]] },
);

export const config_choices = table(
  {
    id: id(),
    option_id: ref("config_options", { onDelete: "cascade" }),
    name: text(),
    hidden: flag({ fallback: 0 }),
    sort_order: integer({ fallback: 0 }),
  },
  { indexes: [["option_id", "sort_order"]] },
);

export const config_choice_prices = table(
  {
    choice_id: ref("config_choices", { onDelete: "cascade" }),
    currency_id: ref("currencies"),
    cycle: choice(cycles),
    price: cents(),
    setup_fee: cents({ fallback: 0 }),
  },
  { key: ["choice_id", "currency_id", "cycle"], indexes: [["currency_id"]] },
);

export const promotions = table(
  {
    id: id(),
    code: text(),
    type: choice(["Percentage", "Fixed Amount", "Price Override", "Free Setup"]),
    /** Cents, or hundredths of a percent: both have two decimals. */
    value_e2: integer(),
    recurring: flag({ fallback: 0 }),
    recur_for: integer({ fallback: 0 }),
    cycles: text({ fallback: "" }),
    applies_to: text({ fallback: "" }),
    requires: text({ fallback: "" }),
    requires_existing: flag({ fallback: 0 }),
    start_date: text({ nullable: true }),
    expiration_date: text({ nullable: true }),
    max_uses: integer({ fallback: 0 }),
    uses: integer({ fallback: 0 }),
    lifetime_promo: flag({ fallback: 0 }),
    apply_once: flag({ fallback: 0 }),
    new_signups: flag({ fallback: 0 }),
    existing_client: flag({ fallback: 0 }),
    once_per_client: flag({ fallback: 0 }),
    upgrades: flag({ fallback: 0 }),
    upgrade_config: text({ fallback: "" }),
    notes: text({ fallback: "" }),
  },
  { unique: [["code"]] },
);

export const tlds = table(
  {
    id: id(),
    /** Without the leading dot: `com`, `co.uk`. */
    tld: text(),
    categories: text({ fallback: "[]" }),
    dns_management: flag({ fallback: 0 }),
    email_forwarding: flag({ fallback: 0 }),
    id_protection: flag({ fallback: 0 }),
    price_group: text({ fallback: "" }),
    registrar: text({ fallback: "" }),
    grace_days: integer({ nullable: true }),
    redemption_days: integer({ nullable: true }),
    sort_order: integer({ fallback: 0 }),
  },
  { unique: [["tld"]] },
);

export const tld_prices = table(
  {
    tld_id: ref("tlds", { onDelete: "cascade" }),
    currency_id: ref("currencies"),
    /** `grace` and `redemption` are fees and have 0 years. */
    operation: choice(["register", "transfer", "renew", "grace", "redemption"]),
    years: integer(),
    price: cents(),
  },
  { key: ["tld_id", "currency_id", "operation", "years"], indexes: [["currency_id"]] },
);
