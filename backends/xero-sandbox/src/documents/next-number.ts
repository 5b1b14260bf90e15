/** Numbers of documents that come without one: in order, past those that are taken. */
import { takeNumber } from "../database/sequence.js";
import type { Context } from "../http/context.js";

/** The next free number of a sequence: `INV-0001`. */
export async function nextNumber(
  { db, organisation }: Context,
  { sequence, prefix }: { readonly sequence: string; readonly prefix: string },
  isTaken: (number: string) => Promise<boolean>,
): Promise<string> {
  for (;;) {
    const next = await takeNumber(db, organisation.id, sequence);
    const number = `${prefix}-${String(next).padStart(4, "0")}`;
    if (!(await isTaken(number))) return number;
  }
}
