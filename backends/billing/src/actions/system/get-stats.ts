/** GetStats. */
import { statusTitles } from "../../books/ticket/find.js";
import type { Context } from "../../context.js";
import { keptCount } from "../../database/list.js";
import { action } from "../../declare/action.js";
import { addDays } from "../../declare/dates.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { toDefaultCurrency } from "../../money/cents.js";
import { formatMoney } from "../../money/format.js";

const mostDays = 90;
const income = (when: string) => field.text(`What was earned ${when}, in the default currency`);
const count = (what: string) => field.int(`How many ${what}`);
const perDay = (what: string) => field.mapOf("date", field.int(`${what}, by day`));

export const getStats = action({
  name: "GetStats",
  area: "system",
  description: "Obtain figures on income, orders and tickets",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: { timeline_days: param.count(`Figures of so many days, one by one (at most ${mostDays})`) },
  response: {
    income_today: income("today"),
    income_thismonth: income("this month"),
    income_thisyear: income("this year"),
    income_alltime: income("since the books were opened"),
    orders_pending: count("orders are pending"),
    orders_today_cancelled: count("orders of today are cancelled"),
    orders_today_pending: count("orders of today are pending"),
    orders_today_fraud: count("orders of today are marked as fraud"),
    orders_today_active: count("orders of today are active"),
    orders_today_total: count("orders came today"),
    orders_yesterday_cancelled: count("orders of yesterday are cancelled"),
    orders_yesterday_pending: count("orders of yesterday are pending"),
    orders_yesterday_fraud: count("orders of yesterday are marked as fraud"),
    orders_yesterday_active: count("orders of yesterday are active"),
    orders_yesterday_total: count("orders came yesterday"),
    orders_thismonth_total: count("orders came this month"),
    orders_thisyear_total: count("orders came this year"),
    tickets_allactive: count("tickets are active"),
    tickets_awaitingreply: count("tickets await a reply"),
    tickets_flaggedtickets: count("active tickets are flagged to the administrator who calls"),
    tickets_open: count("tickets are Open"),
    tickets_answered: count("tickets are Answered"),
    tickets_customerreply: count("tickets have a Customer-Reply"),
    tickets_closed: count("tickets are Closed"),
    tickets_onhold: count("tickets are On Hold"),
    tickets_inprogress: count("tickets are In Progress"),
    cancellations_pending: count("cancellations are asked for"),
    todoitems_due: count("to-do items are due"),
    networkissues_open: field.int("Always 0: network issues are not followed"),
    billableitems_uninvoiced: field.int("Always 0: billable items are not kept"),
    quotes_valid: count("quotes are still valid"),
    staff_online: field.int("How many administrators are at work: 1, who calls"),
    timeline_data: field.optional(
      field.object("Figures by day, where they were asked for", {
        new_orders: perDay("Orders that came"),
        accepted_orders: perDay("Orders that came and are active"),
        income: field.mapOf("date", field.money("What was paid")),
        expenditure: field.mapOf("date", field.money("What was paid back, and the fees")),
        new_tickets: perDay("Tickets that were opened"),
      }),
    ),
  },
  errors: [],
  example: {
    request: {},
    response: {
      income_today: "$5.00 USD",
      income_thismonth: "$5.00 USD",
      income_thisyear: "$5.00 USD",
      income_alltime: "$5.00 USD",
      orders_pending: 1,
      orders_today_cancelled: 1,
      orders_today_pending: 1,
      orders_today_fraud: 0,
      orders_today_active: 0,
      orders_today_total: 2,
      orders_yesterday_cancelled: 0,
      orders_yesterday_pending: 0,
      orders_yesterday_fraud: 0,
      orders_yesterday_active: 0,
      orders_yesterday_total: 0,
      orders_thismonth_total: 2,
      orders_thisyear_total: 2,
      tickets_allactive: 1,
      tickets_awaitingreply: 1,
      tickets_flaggedtickets: 0,
      tickets_open: 0,
      tickets_answered: 0,
      tickets_customerreply: 1,
      tickets_closed: 0,
      tickets_onhold: 0,
      tickets_inprogress: 0,
      cancellations_pending: 0,
      todoitems_due: 0,
      networkissues_open: 0,
      billableitems_uninvoiced: 0,
      quotes_valid: 1,
      staff_online: 1,
    },
  },
  async run(context, { timeline_days: days }) {
    const { db, today } = context;
    const yesterday = addDays(today, -1);
    const figures = {
      ...(await incomeFigures(context)),
      orders_pending: (await keptCount(db, "orders", { status: "Pending" })) ?? 0,
      ...prefixed("orders_today", await ordersOf(context, today)),
      ...prefixed("orders_yesterday", await ordersOf(context, yesterday)),
      orders_thismonth_total: await ordersSince(context, `${today.slice(0, 7)}-01`),
      orders_thisyear_total: await ordersSince(context, `${today.slice(0, 4)}-01-01`),
      ...(await ticketFigures(context)),
      cancellations_pending: (await keptCount(db, "cancellation_requests", { is_done: 0 })) ?? 0,
      todoitems_due: await todoItemsDue(context),
      networkissues_open: 0,
      billableitems_uninvoiced: 0,
      quotes_valid: await quotesValid(context),
      staff_online: 1,
    };
    return days ? { ...figures, timeline_data: await timeline(context, Math.min(days, mostDays)) } : figures;
  },
});

/** Amounts in other currencies are brought to the default one by the rate of their day. */
async function incomeFigures({ db, today }: Context) {
  const currency = await db.selectFrom("currencies").selectAll().where("is_default", "=", 1).executeTakeFirstOrThrow();
  const since = async (day: string) => {
    const rows = await db
      .selectFrom("transactions")
      .select(({ fn }) => [
        "rate_e5",
        fn.sum<number>("amount_in").as("paid"),
        fn.sum<number>("fees").as("fees"),
        fn.sum<number>("amount_out").as("back"),
      ])
      .where("date", ">=", day)
      .groupBy("rate_e5")
      .execute();
    const cents = rows.map((row) =>
      toDefaultCurrency(Number(row.paid) - Number(row.fees) - Number(row.back), row.rate_e5),
    );
    return formatMoney(
      cents.reduce((sum, each) => sum + each, 0),
      currency,
    );
  };
  return {
    income_today: await since(today),
    income_thismonth: await since(`${today.slice(0, 7)}-01`),
    income_thisyear: await since(`${today.slice(0, 4)}-01-01`),
    income_alltime: await since(""),
  };
}

type OrderFigures = Readonly<Record<"cancelled" | "pending" | "fraud" | "active" | "total", number>>;

async function ordersOf({ db }: Context, day: string): Promise<OrderFigures> {
  const rows = await db
    .selectFrom("orders")
    .select(({ fn }) => ["status", fn.countAll<number>().as("rows")])
    .where("date", ">=", day)
    .where("date", "<", addDays(day, 1))
    .groupBy("status")
    .execute();
  const of = (status: string) => Number(rows.find((row) => row.status === status)?.rows ?? 0);
  const figures = { cancelled: of("Cancelled"), pending: of("Pending"), fraud: of("Fraud"), active: of("Active") };
  return { ...figures, total: Object.values(figures).reduce((sum, each) => sum + each, 0) };
}

function prefixed<const P extends string>(prefix: P, figures: OrderFigures) {
  const entries = Object.entries(figures).map(([name, value]) => [`${prefix}_${name}`, value]);
  return Object.fromEntries(entries) as { [Name in keyof OrderFigures as `${P}_${Name}`]: number };
}

async function ordersSince({ db }: Context, day: string): Promise<number> {
  const { rows } = await db
    .selectFrom("orders")
    .select(({ fn }) => fn.countAll<number>().as("rows"))
    .where("date", ">=", day)
    .executeTakeFirstOrThrow();
  return Number(rows);
}

async function ticketFigures({ db, caller }: Context) {
  const counts = new Map<string, number>();
  for (const title of await statusTitles(db))
    counts.set(title, (await keptCount(db, "tickets", { status: title })) ?? 0);
  const of = (titles: readonly string[]) => titles.reduce((sum, title) => sum + (counts.get(title) ?? 0), 0);
  const active = await statusTitles(db, "shows_active");
  let flagged = 0;
  for (const status of active) {
    flagged += (await keptCount(db, "tickets", { flagged_admin_id: caller.adminId, status })) ?? 0;
  }
  return {
    tickets_allactive: of(active),
    tickets_awaitingreply: of(await statusTitles(db, "shows_awaiting")),
    tickets_flaggedtickets: flagged,
    tickets_open: of(["Open"]),
    tickets_answered: of(["Answered"]),
    tickets_customerreply: of(["Customer-Reply"]),
    tickets_closed: of(["Closed"]),
    tickets_onhold: of(["On Hold"]),
    tickets_inprogress: of(["In Progress"]),
  };
}

async function todoItemsDue({ db, today }: Context): Promise<number> {
  const { rows } = await db
    .selectFrom("todo_items")
    .select(({ fn }) => fn.countAll<number>().as("rows"))
    .where("status", "!=", "Completed")
    .where("due_date", "<=", today)
    .executeTakeFirstOrThrow();
  return Number(rows);
}

async function quotesValid({ db, today }: Context): Promise<number> {
  const { rows } = await db
    .selectFrom("quotes")
    .select(({ fn }) => fn.countAll<number>().as("rows"))
    .where("stage", "in", ["Draft", "Delivered", "On Hold"])
    .where("valid_until", ">=", today)
    .executeTakeFirstOrThrow();
  return Number(rows);
}

/** One entry for each day up to today, days without anything among them. */
async function timeline({ db, today }: Context, days: number) {
  const first = addDays(today, 1 - days);
  const all = Array.from({ length: days }, (_, index) => addDays(first, index));
  const orders = await db.selectFrom("orders").select(["date", "status"]).where("date", ">=", first).execute();
  const tickets = await db.selectFrom("tickets").select("date").where("date", ">=", first).execute();
  const ledger = await db.selectFrom("transactions").selectAll().where("date", ">=", first).execute();
  const byDay = <Row extends { readonly date: string }>(rows: readonly Row[], worth: (row: Row) => number) => {
    const sums = new Map(all.map((day) => [day, 0]));
    for (const row of rows) {
      const day = row.date.slice(0, 10);
      if (sums.has(day)) sums.set(day, (sums.get(day) ?? 0) + worth(row));
    }
    return sums;
  };
  return {
    new_orders: byDay(orders, () => 1),
    accepted_orders: byDay(orders, ({ status }) => Number(status === "Active")),
    income: byDay(ledger, (row) => toDefaultCurrency(row.amount_in, row.rate_e5)),
    expenditure: byDay(ledger, (row) => toDefaultCurrency(row.amount_out + row.fees, row.rate_e5)),
    new_tickets: byDay(tickets, () => 1),
  };
}
