/** What every document with lines has at its head: a contact and a currency. What breaks a rule is added to `problems`. */
import type { ContactReference } from "../contacts/contact-kind.js";
import { contactOf } from "../contacts/find-contact.js";
import type { Context } from "../http/context.js";

/** There are documents in the organisation's own currency only. */
export function checkCurrency({ organisation }: Context, currency: string | undefined, problems: string[]): void {
  const { base_currency } = organisation;
  if (currency === undefined || currency === "" || currency.toUpperCase() === base_currency) return;
  problems.push(`The currency code '${currency}' is not one of this organisation's: ${base_currency}`);
}

/** The contact's id; `Contact: {}` keeps the one that a document has. */
export async function contactIdOf(
  context: Context,
  sent: ContactReference = {},
  before: string | undefined,
  problems: string[],
): Promise<string> {
  if (before !== undefined && Object.keys(sent).length === 0) return before;
  const own: string[] = [];
  const contact = await contactOf(context, sent, own);
  problems.push(...own);
  return contact?.id ?? "";
}
