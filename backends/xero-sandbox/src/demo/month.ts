/** One month of a small company: sales and their payments, bills, money from and to the bank, quotes. */
import { customers, suppliers, work } from "./people.js";
import type { World } from "./world.js";

/** A day so many days later. */
export function daysAfter(day: string, count: number): string {
  return new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
}

/** Plans a month that begins on this day, with so many sales. */
export function planMonth(world: World, first: string, sales: number): void {
  for (let sale = 0; sale < sales; sale++) planSale(world, daysAfter(first, world.random.below(27)));
  for (const [name, description, account, cents] of suppliers) {
    planBill(world, daysAfter(first, 2 + world.random.below(5)), { name, description, account, cents });
  }
  planBank(world, first);
  for (let quote = 0; quote < 2; quote++) planQuote(world, daysAfter(first, 5 + world.random.below(18)));
}

function saleLines({ random }: World) {
  return Array.from({ length: 1 + random.below(3) }, () => {
    const [Description, AccountCode, UnitAmount] = random.pick(work);
    const discount = random.chance(15) ? { DiscountRate: 10 } : {};
    return { Description, AccountCode, UnitAmount, Quantity: 1 + random.below(6), ...discount };
  });
}

function planSale(world: World, day: string): void {
  const { random, plan, save } = world;
  plan(day, async () => {
    const status = random.chance(6) ? "DRAFT" : random.chance(4) ? "SUBMITTED" : "AUTHORISED";
    const sale = await save(day, "createInvoices", {
      Type: "ACCREC",
      Contact: { Name: random.pick(customers) },
      LineItems: saleLines(world),
      LineAmountTypes: random.chance(20) ? "Inclusive" : "Exclusive",
      Date: day,
      DueDate: daysAfter(day, 14),
      Reference: `PO ${1000 + random.below(9000)}`,
      SentToContact: status === "AUTHORISED",
      Status: status,
    });
    if (status !== "AUTHORISED") return;
    if (random.chance(4)) plan(daysAfter(day, 3), () => change(world, daysAfter(day, 3), sale, "VOIDED"));
    else if (random.chance(80)) planPayment(world, daysAfter(day, 6 + random.below(20)), sale, random.chance(15));
  });
}

async function change({ save }: World, day: string, { InvoiceID }: Readonly<Record<string, unknown>>, Status: string) {
  return await save(day, "updateInvoice", { Status }, String(InvoiceID));
}

/** A part is half, and the rest stays open. */
function planPayment(
  { plan, save }: World,
  day: string,
  invoice: Readonly<Record<string, unknown>>,
  isPart: boolean,
): void {
  const { InvoiceID, Total } = invoice;
  const cents = Math.round(Number(Total) * 100);
  const Amount = (isPart ? Math.ceil(cents / 2) : cents) / 100;
  plan(day, () =>
    save(day, "createPayments", {
      Invoice: { InvoiceID },
      Account: { Code: "090" },
      Date: day,
      Amount,
      Reference: isPart ? "Part payment" : "",
      IsReconciled: true,
    }),
  );
}

type Bill = { readonly name: string; readonly description: string; readonly account: string; readonly cents: number };

function planBill(world: World, day: string, { name, description, account, cents }: Bill): void {
  const { plan, save, random } = world;
  plan(day, async () => {
    const bill = await save(day, "createInvoices", {
      Type: "ACCPAY",
      Contact: { Name: name },
      InvoiceNumber: `${name.slice(0, 2).toUpperCase()}-${day.replaceAll("-", "")}`,
      LineItems: [{ Description: description, Quantity: 1, UnitAmount: cents / 100, AccountCode: account }],
      Date: day,
      DueDate: daysAfter(day, 21),
      Status: "AUTHORISED",
    });
    planPayment(world, daysAfter(day, 15 + random.below(10)), bill, false);
  });
}

function planBank({ plan, save }: World, first: string): void {
  const transaction = (
    day: string,
    Type: string,
    [name, description, account, amount]: readonly [string, string, string, number],
  ) =>
    plan(day, () =>
      save(day, "createBankTransactions", {
        Type,
        Contact: { Name: name },
        BankAccount: { Code: "090" },
        Date: day,
        IsReconciled: true,
        LineItems: [{ Description: description, Quantity: 1, UnitAmount: amount, AccountCode: account }],
      }),
    );
  transaction(daysAfter(first, 24), "SPEND", ["Staff", "Wages", "477", 6200]);
  transaction(daysAfter(first, 26), "SPEND", ["Harbour Bank", "Fees", "404", 12.5]);
  transaction(daysAfter(first, 26), "RECEIVE", ["Harbour Bank", "Interest", "270", 3.17]);
}

function planQuote(world: World, day: string): void {
  const { plan, save, random } = world;
  plan(day, async () => {
    const { QuoteID } = await save(day, "createQuotes", {
      Contact: { Name: random.pick(customers) },
      LineItems: saleLines(world),
      Date: day,
      ExpiryDate: daysAfter(day, 30),
      Title: "Proposal",
      Summary: "What we would do for you",
      Terms: "Valid for thirty days",
    });
    const next = random.pick(["DRAFT", "SENT", "SENT ACCEPTED", "SENT DECLINED"]).split(" ");
    for (const [at, Status] of next.entries()) {
      const later = daysAfter(day, 1 + at * 6);
      plan(later, () => save(later, "updateOrCreateQuotes", { QuoteID, Status }));
    }
  });
}
