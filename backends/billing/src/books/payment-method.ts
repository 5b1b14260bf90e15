/** Payment methods are stored as they are sent, unless the books are set to be strict about them. */
import type { Context } from "../context.js";
import { refuse } from "../declare/refuse.js";
import { isOn } from "./settings.js";

/** Refuses a payment method that is none, where the books are strict. */
export async function checkPaymentMethod(context: Context, given: string | undefined): Promise<void> {
  if (given === undefined || given === "" || !isOn(context.settings.StrictPayments)) return;
  await requirePaymentMethod(context, given);
}

/** Refuses what is no payment method that can be chosen. */
export async function requirePaymentMethod(context: Context, given: string): Promise<void> {
  const known = await paymentMethodNames(context);
  if (!known.includes(given)) throw refuse(`Invalid Payment Method. Valid options include ${known.join(", ")}`);
}

/** The active payment methods, in the order in which they are shown. */
async function paymentMethodNames({ db }: Context): Promise<readonly string[]> {
  const methods = await db
    .selectFrom("payment_methods")
    .select("module")
    .where("is_active", "=", 1)
    .orderBy("sort_order")
    .orderBy("module")
    .execute();
  return methods.map(({ module }) => module);
}
