/** What new books hold before anything is done with them: no clients, but all that a first client needs. */
import { randomUUID } from "node:crypto";
import { randomWord } from "../access/secrets.js";
import { writeMoment } from "../declare/dates.js";
import { emailTemplates } from "../mail/templates.js";
import type { Db } from "./tables.js";

/** Writes the default data. */
export async function writeDefaults(db: Db, at: Date): Promise<void> {
  await writeAccess(db, at);
  await db
    .insertInto("signing_keys")
    .values({ purpose: "invoice links", secret: randomWord(43) })
    .execute();
  await db.insertInto("currencies").values({ code: "USD", prefix: "$", suffix: " USD", is_default: 1 }).execute();
  await db
    .insertInto("payment_methods")
    .values([
      { module: "mailin", display_name: "Mail In Payment", sort_order: 1, is_card: 0 },
      { module: "banktransfer", display_name: "Bank Transfer", sort_order: 2, is_card: 0 },
      { module: "paypal", display_name: "PayPal", sort_order: 3, is_card: 0 },
      { module: "sandboxcard", display_name: "Credit Card", sort_order: 4, is_card: 1 },
    ])
    .execute();
  await db
    .insertInto("tax_rules")
    .values([
      { level: 1, name: "Tax", rate: 10_000, is_active: 0 },
      { level: 2, name: "Second Tax", rate: 5_000, is_active: 0 },
    ])
    .execute();
  await db.insertInto("email_templates").values(emailTemplates).execute();
  await writeSupport(db);
  await writeCatalogue(db);
}

async function writeAccess(db: Db, at: Date): Promise<void> {
  const now = writeMoment(at);
  await db.insertInto("admin_roles").values({ name: "Full Administrator" }).execute();
  await db
    .insertInto("admins")
    .values({
      uuid: randomUUID(),
      role_id: 1,
      username: "admin",
      password_hash: "",
      firstname: "Ada",
      lastname: "Admin",
      email: "admin@company.example",
      created_at: now,
      updated_at: now,
    })
    .execute();
  await db.insertInto("api_roles").values({ name: "all", allows_all: 1 }).execute();
  await db
    .insertInto("allowed_ips")
    .values([
      { ip: "127.0.0.1", note: "this machine" },
      { ip: "::1", note: "this machine" },
    ])
    .execute();
}

async function writeSupport(db: Db): Promise<void> {
  await db
    .insertInto("departments")
    .values({ name: "Support", email: "support@company.example", sort_order: 1 })
    .execute();
  await db.insertInto("admin_departments").values({ admin_id: 1, department_id: 1 }).execute();
  const statuses = [
    ["Open", "#779500", 1, 1],
    ["Answered", "#000000", 1, 0],
    ["Customer-Reply", "#ff6600", 1, 1],
    ["On Hold", "#224488", 1, 0],
    ["In Progress", "#cc0000", 1, 0],
    ["Closed", "#888888", 0, 0],
  ] as const;
  await db
    .insertInto("ticket_statuses")
    .values(
      statuses.map(([title, color, shows_active, shows_awaiting], index) => ({
        title,
        color,
        sort_order: index + 1,
        shows_active,
        shows_awaiting,
      })),
    )
    .execute();
}

async function writeCatalogue(db: Db): Promise<void> {
  await db.insertInto("product_groups").values({ name: "Hosting", slug: "hosting", sort_order: 1 }).execute();
  await db
    .insertInto("servers")
    .values({ name: "Server One", hostname: "one.company.example", ip_address: "192.0.2.10", module: "sandbox" })
    .execute();
  await db
    .insertInto("products")
    .values({ group_id: 1, name: "Consulting", type: "other", pay_type: "onetime" })
    .execute();
  await db
    .insertInto("products")
    .values({
      group_id: 1,
      name: "Small Hosting",
      type: "hostingaccount",
      pay_type: "recurring",
      module: "sandbox",
      server_id: 1,
    })
    .execute();
  await db
    .insertInto("product_prices")
    .values([
      { product_id: 1, currency_id: 1, cycle: "monthly", price: 100_00 },
      { product_id: 2, currency_id: 1, cycle: "monthly", price: 9_95 },
      { product_id: 2, currency_id: 1, cycle: "annually", price: 99_50 },
    ])
    .execute();
  await db.insertInto("tlds").values({ tld: "com", registrar: "sandbox", sort_order: 1 }).execute();
  await db
    .insertInto("tld_prices")
    .values(
      (["register", "transfer", "renew"] as const).map((operation) => ({
        tld_id: 1,
        currency_id: 1,
        operation,
        years: 1,
        price: 14_95,
      })),
    )
    .execute();
}
