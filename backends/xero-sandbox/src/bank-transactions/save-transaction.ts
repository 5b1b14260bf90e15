/** Makes and changes a bank transaction, and its ledger. */
import type { Chart } from "../accounts/chart.js";
import type { BankTransactionRow } from "../database/ledger-tables.js";
import { checkCurrency, contactIdOf } from "../documents/document-head.js";
import { readLines } from "../documents/keep-lines.js";
import type { SentLine } from "../documents/line-kind.js";
import { mergeLines } from "../documents/merge-lines.js";
import { type Composed, saveDocument } from "../documents/save-document.js";
import { entriesOf, totalsOf } from "../documents/totals.js";
import type { UnitPlaces } from "../documents/write-line.js";
import { type Json, tooLong } from "../http/batch.js";
import type { Context } from "../http/context.js";
import type { Posting } from "../ledger/post.js";
import { findTransaction, writeTransactions } from "./read-transactions.js";
import { type SentTransaction, type TransactionType, transactionLengths } from "./transaction-kind.js";

/** Saves it; gives it as it is then. Throws `Invalid`. */
export async function saveTransaction(
  context: Context,
  sent: SentTransaction,
  before: BankTransactionRow | undefined,
  unitPlaces: UnitPlaces,
): Promise<Json> {
  return await saveDocument(context, before, {
    refusal: refusalOf(before, sent),
    compose: (chart, problems) => compose(context, sent, before, { chart, unitPlaces }, problems),
    keep: (row) => keep(context, row, before),
    posting: postingOf,
    read: (id) => read(context, id, unitPlaces),
  });
}

async function read(context: Context, id: string, unitPlaces: UnitPlaces): Promise<Json> {
  const row = await findTransaction(context, id);
  if (row === undefined) throw new Error("a bank transaction that was written is not there");
  const [json] = await writeTransactions(context, [row], { unitPlaces, withLines: true });
  return json ?? {};
}

/** Spent and received money is deleted; what was paid in advance or too much is voided. */
function refusalOf(before: BankTransactionRow | undefined, sent: SentTransaction): string | undefined {
  const type = before?.type ?? sent.Type;
  const ended = type === "SPEND" || type === "RECEIVE" ? "DELETED" : "VOIDED";
  if (sent.Status !== undefined && sent.Status !== "AUTHORISED" && (before === undefined || sent.Status !== ended)) {
    return `The status of a bank transaction of this type can be AUTHORISED${before === undefined ? "" : ` or ${ended}`}`;
  }
  if (before === undefined) return undefined;
  if (before.status !== "AUTHORISED") return "Bank transaction not of valid status for modification";
  if (before.is_reconciled === 1 && sent.IsReconciled !== false) {
    return "This bank transaction cannot be edited as it is reconciled";
  }
  return undefined;
}

type Means = { readonly chart: Chart; readonly unitPlaces: UnitPlaces };

async function compose(
  context: Context,
  sent: SentTransaction,
  before: BankTransactionRow | undefined,
  { chart, unitPlaces }: Means,
  problems: string[],
): Promise<Composed<BankTransactionRow>> {
  const head = await headOf(context, sent, before, chart, problems);
  const control = controlOf(head.type, chart);
  const merged = mergeLines(
    sent.LineItems?.map((line) => (control === undefined ? line : withoutAccount(line))),
    before === undefined ? [] : await readLines(context.db, before.id),
    {
      chart,
      side: isReceived(head.type) ? "sales" : "purchases",
      lineAmountTypes: head.line_amount_types,
      keepsTax: head.line_amount_types === before?.line_amount_types,
      needsAccounts: control === undefined,
      allowsDiscounts: false,
      unitPlaces,
      newId: context.newId,
    },
    problems,
  );
  const lines = control === undefined ? merged : merged.map((line) => ({ ...line, account_id: control }));
  const totals = totalsOf(lines, head.line_amount_types);
  if (totals.total < 0) problems.push("The total of a bank transaction must not be negative");
  return { row: { ...head, ...totals }, lines };
}

function withoutAccount({ AccountCode: _, AccountID: __, TaxType: ___, ...line }: SentLine): SentLine {
  return line;
}

const isReceived = (type: string): boolean => type.startsWith("RECEIVE");

/** Money that was paid too much is owed: it has no account of its own. */
function controlOf(type: string, chart: Chart): string | undefined {
  if (!type.endsWith("-OVERPAYMENT")) return undefined;
  return chart.system(isReceived(type) ? "DEBTORS" : "CREDITORS").id;
}

type Head = Omit<BankTransactionRow, "sub_total" | "total_tax" | "total" | "total_discount">;

async function headOf(
  context: Context,
  sent: SentTransaction,
  before: BankTransactionRow | undefined,
  chart: Chart,
  problems: string[],
): Promise<Head> {
  const { newId, organisation, today, now } = context;
  problems.push(...tooLong(sent, transactionLengths));
  checkCurrency(context, sent.CurrencyCode, problems);
  const type = typeOf(sent, before, problems);
  const isOverpayment = type.endsWith("-OVERPAYMENT");
  return {
    id: before?.id ?? newId(),
    organisation_id: organisation.id,
    contact_id: await contactIdOf(context, sent.Contact, before?.contact_id, problems),
    type,
    status: sent.Status ?? "AUTHORISED",
    bank_account_id: bankAccountOf(sent, before, chart, problems),
    is_reconciled: (sent.IsReconciled ?? before?.is_reconciled === 1) ? 1 : 0,
    date: sent.Date ?? before?.date ?? today,
    reference: sent.Reference ?? before?.reference ?? null,
    url: sent.Url ?? before?.url ?? null,
    line_amount_types: isOverpayment ? "NoTax" : (sent.LineAmountTypes ?? before?.line_amount_types ?? "Exclusive"),
    prepayment_id: before?.prepayment_id ?? (type.endsWith("-PREPAYMENT") ? newId() : null),
    overpayment_id: before?.overpayment_id ?? (isOverpayment ? newId() : null),
    updated_at: now,
  };
}

/** A bank transaction keeps its type. */
function typeOf(sent: SentTransaction, before: BankTransactionRow | undefined, problems: string[]): string {
  if (before !== undefined) return before.type;
  const type: TransactionType | undefined = sent.Type;
  if (type === undefined) problems.push("The bank transaction type must be specified, such as SPEND or RECEIVE");
  if (type?.endsWith("-TRANSFER")) problems.push("Transfers between bank accounts cannot be created here");
  return type ?? "SPEND";
}

function bankAccountOf(
  { BankAccount: sent = {} }: SentTransaction,
  before: BankTransactionRow | undefined,
  chart: Chart,
  problems: string[],
): string {
  const { AccountID: id, Code: code } = sent;
  if (before !== undefined && id === undefined && code === undefined) return before.bank_account_id;
  const account = id === undefined ? chart.byCode(code ?? "") : chart.byId(id);
  if (account?.type === "BANK" && account.status === "ACTIVE") return account.id;
  problems.push("BankAccount must be an active account of the type BANK, by AccountID or Code");
  return "";
}

async function keep({ db }: Context, row: BankTransactionRow, before: BankTransactionRow | undefined): Promise<void> {
  if (before === undefined) await db.insertInto("bank_transactions").values(row).execute();
  else await db.updateTable("bank_transactions").set(row).where("id", "=", row.id).execute();
}

function postingOf({ row, lines }: Composed<BankTransactionRow>, chart: Chart): Posting | undefined {
  if (row.status !== "AUTHORISED") return undefined;
  const means = { chart, control: row.bank_account_id, direction: isReceived(row.type) ? 1 : -1 } as const;
  return { date: row.date, entries: entriesOf(lines, row.line_amount_types, means) };
}
