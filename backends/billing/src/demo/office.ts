/** What the company itself does: quotes, credit, refunds, promotions, notes to itself. */
import type { Db } from "../database/tables.js";
import { quoteSubjects } from "./stories.js";
import type { World } from "./write-demonstration.js";

/** Plans the company's own days. */
export function planOffice(world: World, db: Db): void {
  const { calendar, random } = world;
  for (let quote = 0; quote < 30; quote++) calendar.plan(60 + random.below(660), () => writeQuote(world, db));
  for (let gift = 0; gift < 12; gift++) calendar.plan(200 + random.below(520), () => giveCredit(world, db));
  for (let refund = 0; refund < 6; refund++) calendar.plan(200 + random.below(520), () => payBack(world, db));
  calendar.plan(0, () => writePromotions(db));
  calendar.plan(725, () => writeTodoItems(world, db));
}

async function anyClient({ random }: World, db: Db): Promise<number | undefined> {
  const rows = await db.selectFrom("clients").select("id").where("status", "=", "Active").orderBy("id").execute();
  return rows.length === 0 ? undefined : random.pick(rows).id;
}

async function writeQuote(world: World, db: Db): Promise<void> {
  const { call, calendar, random } = world;
  const userid = await anyClient(world, db);
  if (userid === undefined) return;
  const { quoteid } = await call("CreateQuote", {
    subject: random.pick(quoteSubjects),
    stage: "Draft",
    validuntil: new Date(calendar.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10),
    userid,
    lineitems: [
      { desc: "Planning", qty: 1 + random.below(3), up: "120.00", discount: "0", taxable: 1 },
      { desc: "Hosting for a year", qty: 1, up: `${200 + random.below(900)}.00`, discount: "10", taxable: 1 },
    ],
  });
  const stage = random.pick(["Delivered", "Delivered", "Lost", "On Hold", "Draft"]);
  if (stage === "Draft") return;
  calendar.plan(2, async () => void (await call("UpdateQuote", { quoteid, stage })));
  if (stage === "Delivered" && random.chance(60)) {
    calendar.plan(9, async () => void (await call("AcceptQuote", { quoteid })));
  }
}

async function giveCredit(world: World, db: Db): Promise<void> {
  const clientid = await anyClient(world, db);
  if (clientid === undefined) return;
  const amount = `${5 + world.random.below(40)}.00`;
  await world.call("AddCredit", { clientid, description: "Goodwill for an outage", amount });
}

/** The last payment that was booked goes back whole: its invoice is refunded. */
async function payBack({ call, calendar }: World, db: Db): Promise<void> {
  const payment = await db
    .selectFrom("transactions")
    .innerJoin("invoices", "invoices.id", "transactions.invoice_id")
    .select(["transactions.id", "transactions.client_id", "invoice_id", "amount_in", "transactions.payment_method"])
    .where("invoices.status", "=", "Paid")
    .where("amount_in", ">", 0)
    .orderBy("transactions.id", "desc")
    .executeTakeFirst();
  if (payment === undefined) return;
  await call("AddTransaction", {
    userid: payment.client_id,
    invoiceid: payment.invoice_id,
    paymentmethod: payment.payment_method,
    description: "Refund",
    amountout: (payment.amount_in / 100).toFixed(2),
    date: calendar.today(),
  });
}

async function writePromotions(db: Db): Promise<void> {
  const percentage = { type: "Percentage" as const, value_e2: 2000, recurring: 0 as const, new_signups: 1 as const };
  await db
    .insertInto("promotions")
    .values({ code: "WELCOME20", notes: "For the first invoice", ...percentage })
    .execute();
  await db
    .insertInto("promotions")
    .values({ code: "FIVEOFF", type: "Fixed Amount", value_e2: 500, max_uses: 100, uses: 41 })
    .execute();
}

async function writeTodoItems({ calendar }: World, db: Db): Promise<void> {
  const titles = [
    "Renew the company's own certificate",
    "Call clients with invoices over 60 days",
    "Review prices of .de",
  ];
  const date = calendar.today();
  await db
    .insertInto("todo_items")
    .values(titles.map((title) => ({ title, date, due_date: date, admin_id: 1 })))
    .execute();
}
