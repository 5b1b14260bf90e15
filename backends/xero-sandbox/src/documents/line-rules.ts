/** What holds for the lines of one document. */
import type { Chart } from "../accounts/chart.js";
import type { AccountRow, LineItemRow } from "../database/ledger-tables.js";

/** A line without its place in a document. */
export type Line = Omit<LineItemRow, "document_id" | "position">;

export type LineRules = {
  readonly chart: Chart;
  /** Which side of the books the document is on. */
  readonly side: "sales" | "purchases";
  readonly lineAmountTypes: "Exclusive" | "Inclusive" | "NoTax";
  /** Whether a line that does not change keeps its tax: not where all lines are taxed in another way than before. */
  readonly keepsTax: boolean;
  /** Whether every line needs an account: a draft's may come without. */
  readonly needsAccounts: boolean;
  readonly allowsDiscounts: boolean;
  /** Decimals of a unit amount. */
  readonly unitPlaces: 2 | 4;
  /** Makes an id for a new line. */
  readonly newId: () => string;
};

/** Whether a caller may post to an account from a line. */
export function takesLines({ status, type, system_account }: AccountRow): boolean {
  return status === "ACTIVE" && type !== "BANK" && system_account === null;
}
