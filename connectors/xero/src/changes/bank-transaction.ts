/**
 * What may be changed of a bank transaction, and what Xero wants to be told again with every change.
 */
import type { ChangedBankTransaction } from "../schema/bank-transaction.js";
import { faultOfLines, type PresentLine } from "./lines.js";
import type { Requested } from "./request.js";

/** A transaction that is there, as far as a change depends on it. */
export type PresentTransaction = {
  readonly Status?: string;
  readonly Type?: string;
  readonly BankAccount?: { readonly AccountID?: string };
  readonly LineAmountTypes?: string;
  readonly LineItems?: readonly PresentLine[];
  readonly [field: string]: unknown;
};

/** What Xero would refuse, or do unasked, to this transaction. */
export function faultOfChange(
  request: Requested<ChangedBankTransaction>,
  present: PresentTransaction,
): string | undefined {
  const { change, removed, unitdp } = request;
  const { Status: is = "", Type: type, LineItems: lines = [] } = present;
  if (["DELETED", "VOIDED"].includes(is)) {
    return `the transaction is ${is}: nothing of it can be changed, and it cannot be brought back`;
  }
  if (change.Type !== undefined && change.Type !== type) return `Type cannot change: the transaction is ${type}`;
  return faultOfLines({ given: change.LineItems, removed, unitdp, present: lines });
}

const lineFields = [
  ..."LineItemID Description Quantity UnitAmount ItemCode AccountCode TaxType TaxAmount LineAmount".split(" "),
  ..."Tracking".split(" "),
];

/** The transaction to send: Xero wants type, account and lines with every change, so those that stay are said again. */
export function whole({ id, change }: Requested<ChangedBankTransaction>, present: PresentTransaction) {
  const { Type, BankAccount, LineAmountTypes: taxed, LineItems = [] } = present;
  // What the tax is depends on whether the amounts contain it.
  const isTaxedAnew = change.LineAmountTypes !== undefined && change.LineAmountTypes !== taxed;
  const names = isTaxedAnew ? lineFields.filter((name) => name !== "TaxAmount") : lineFields;
  return {
    Type,
    BankAccount: { AccountID: BankAccount?.AccountID },
    LineItems: LineItems.map((line) => Object.fromEntries(names.flatMap((name) => kept(line, name)))),
    ...change,
    BankTransactionID: id,
  };
}

const kept = (line: PresentLine, name: string) => (line[name] === undefined ? [] : [[name, line[name]] as const]);
