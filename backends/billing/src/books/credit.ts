/** A client's credit: what is added and used, each with its line in the credit log. Never below nothing. */
import type { Context } from "../context.js";
import type { Cents } from "../money/cents.js";

type Entry = {
  readonly description: string;
  readonly date?: string;
  readonly invoiceId?: number;
  readonly adminId?: number;
};

/** Adds to a client's credit (or takes from it, when the amount is negative); gives what it is then. */
export async function changeCredit(context: Context, clientId: number, amount: Cents, entry: Entry): Promise<Cents> {
  const { db, today, caller } = context;
  const { credit } = await db
    .updateTable("clients")
    .set((row) => ({ credit: row("credit", "+", amount) }))
    .where("id", "=", clientId)
    .returning("credit")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("credits")
    .values({
      client_id: clientId,
      admin_id: entry.adminId ?? caller.adminId,
      invoice_id: entry.invoiceId ?? null,
      date: entry.date ?? today,
      description: entry.description,
      amount,
    })
    .execute();
  return credit;
}
