/** What every account has come to at the end of a day. A debit is positive, a credit negative. */
import type { Context } from "../http/context.js";
import type { Cents } from "../money/decimals.js";
import { cashEntries } from "./cash-basis.js";

/** By the ids of the accounts. */
export type Balances = ReadonlyMap<string, Cents>;

/** All that was posted up to a day, that day included; from a day on, where one is given. */
export async function readBalances(
  { db, organisation }: Context,
  { from, to }: { readonly from?: string; readonly to: string },
): Promise<Balances> {
  const rows = await db
    .selectFrom("journal_lines")
    .innerJoin("journals", "journals.id", "journal_lines.journal_id")
    .where("journals.organisation_id", "=", organisation.id)
    .where("journals.date", "<=", to)
    .$if(from !== undefined, (query) => query.where("journals.date", ">=", from ?? ""))
    .groupBy("journal_lines.account_id")
    .select((eb) => ["journal_lines.account_id as account", eb.fn.sum<number>("amount").as("amount")])
    .execute();
  return new Map(rows.map(({ account, amount }) => [account, Number(amount)]));
}

/** The same on a cash basis: an invoice counts as far as it is paid, on the days of its payments. */
export async function readCashBalances(
  context: Context,
  span: { readonly from?: string; readonly to: string },
): Promise<Balances> {
  const balances = new Map(await readBalances(context, span));
  for (const { accountId, amount } of await cashEntries(context, span)) {
    balances.set(accountId, (balances.get(accountId) ?? 0) + amount);
  }
  return balances;
}
