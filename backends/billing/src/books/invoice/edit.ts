/** Changes of an invoice's lines, as UpdateInvoice asks for them. */
import type { Context } from "../../context.js";
import { refuse } from "../../declare/refuse.js";
import { insertLines, type NewLine } from "./create.js";

export const missingVariables =
  "Missing Variables: itemdescription, itemamount and itemtaxed are required for each item being changed";

/** By line id (for lines that are there) or by any key (for new ones). */
export type LineValues = {
  readonly descriptions: ReadonlyMap<string, string> | undefined;
  readonly amounts: ReadonlyMap<string, number> | undefined;
  readonly taxed: ReadonlyMap<string, boolean> | undefined;
};

/** Changes lines of the invoice; ids that are none of its lines are passed over. Says whether there was anything to do. */
export async function changeLines({ db }: Context, invoiceId: number, values: LineValues): Promise<boolean> {
  const keys = keysOf(values).filter((key) => /^[1-9]\d{0,14}$/.test(key));
  if (keys.length === 0) return false;
  const lines = await db
    .selectFrom("invoice_items")
    .select("id")
    .where("invoice_id", "=", invoiceId)
    .where("id", "in", keys.map(Number))
    .execute();
  for (const { id } of lines) {
    const key = String(id);
    const [description, amount] = [values.descriptions?.get(key), values.amounts?.get(key)];
    const taxed = values.taxed?.get(key);
    if (description === undefined || amount === undefined || taxed === undefined) throw refuse(missingVariables);
    await db
      .updateTable("invoice_items")
      .set({ description, amount, taxed: taxed ? 1 : 0 })
      .where("id", "=", id)
      .execute();
  }
  return lines.length > 0;
}

/** Adds lines to the invoice, in the order in which their keys came. Says whether there was anything to do. */
export async function addLines(context: Context, invoiceId: number, values: LineValues): Promise<boolean> {
  const lines: readonly NewLine[] = keysOf(values).map((key) => ({
    description: values.descriptions?.get(key) ?? "",
    amount: values.amounts?.get(key) ?? 0,
    isTaxed: values.taxed?.get(key) === true,
  }));
  if (lines.length === 0) return false;
  await insertLines(context, invoiceId, lines);
  return true;
}

/** Removes lines of the invoice. Says whether there was anything to do. */
export async function deleteLines({ db }: Context, invoiceId: number, ids: readonly number[]): Promise<boolean> {
  if (ids.length === 0) return false;
  const { numDeletedRows } = await db
    .deleteFrom("invoice_items")
    .where("invoice_id", "=", invoiceId)
    .where("id", "in", ids)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

function keysOf({ descriptions, amounts, taxed }: LineValues): readonly string[] {
  return [...new Set([...(descriptions?.keys() ?? []), ...(amounts?.keys() ?? []), ...(taxed?.keys() ?? [])])];
}
