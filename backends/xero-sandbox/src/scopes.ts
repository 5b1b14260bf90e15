/** The scopes that open the accounting API: one for each area, or an older one that opens several areas. */

type Area = "settings" | "contacts" | "invoices" | "bankTransactions" | "payments" | "balanceSheet";
export type Need = { readonly area: Area; readonly writes: boolean };

/** What opens an area for writing; the same with `.read` behind it opens it for reading only. */
const openers: Readonly<Record<Area, readonly string[]>> = {
  settings: ["accounting.settings"],
  contacts: ["accounting.contacts"],
  invoices: ["accounting.invoices", "accounting.transactions"],
  bankTransactions: ["accounting.banktransactions", "accounting.transactions"],
  payments: ["accounting.payments", "accounting.transactions"],
  balanceSheet: ["accounting.reports.balancesheet", "accounting.reports"],
};

/** The areas that only can be read. */
const readOnly: ReadonlySet<string> = new Set(openers.balanceSheet);

/** Every scope of the accounting API that a client may ask for. */
export const accountingScopes: ReadonlySet<string> = new Set(
  Object.values(openers)
    .flat()
    .flatMap((scope) => (readOnly.has(scope) ? [`${scope}.read`] : [scope, `${scope}.read`])),
);

/** Whether any of these scopes allows what is needed. */
export function isAllowed(scopes: ReadonlySet<string>, { area, writes }: Need): boolean {
  return openers[area].some((scope) => scopes.has(scope) || (!writes && scopes.has(`${scope}.read`)));
}
