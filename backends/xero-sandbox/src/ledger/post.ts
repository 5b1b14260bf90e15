/**
 * The general ledger. What a document means for the books is one journal; when the document changes, that journal is
 * taken back by another one and a new one takes its place. Journals are never changed.
 */
import type { Context } from "../http/context.js";
import type { Cents } from "../money/decimals.js";

/** A debit is positive, a credit negative. */
export type Entry = { readonly accountId: string; readonly amount: Cents };

export type Posting = { readonly date: string; readonly entries: readonly Entry[] };

/** Makes a document's part of the ledger what it should be now; undefined where it has none. */
export async function post(context: Context, sourceId: string, posting: Posting | undefined): Promise<void> {
  const wanted = posting === undefined ? [] : merged(posting.entries);
  if (wanted.reduce((sum, { amount }) => sum + amount, 0) !== 0) throw new Error("a journal that does not balance");
  const current = await currentJournal(context, sourceId);
  if (current !== undefined) {
    if (current.date === posting?.date && isSame(current.entries, wanted)) return;
    const back = current.entries.map(({ accountId, amount }) => ({ accountId, amount: -amount }));
    await insert(context, { sourceId, date: current.date, entries: back, reverses: current.id });
  }
  if (posting === undefined || wanted.length === 0) return;
  await insert(context, { sourceId, date: posting.date, entries: wanted, reverses: null });
}

async function currentJournal({ db }: Context, sourceId: string) {
  const journal = await db
    .selectFrom("journals")
    .leftJoin("journals as reversal", "reversal.reverses", "journals.id")
    .select(["journals.id", "journals.date"])
    .where("journals.source_id", "=", sourceId)
    .where("journals.reverses", "is", null)
    .where("reversal.id", "is", null)
    .executeTakeFirst();
  if (journal === undefined) return undefined;
  const entries = await db
    .selectFrom("journal_lines")
    .select(["account_id as accountId", "amount"])
    .where("journal_id", "=", journal.id)
    .orderBy("account_id")
    .execute();
  return { ...journal, entries };
}

/** One entry an account, none of nothing, in the order of the accounts. */
function merged(entries: readonly Entry[]): readonly Entry[] {
  const sums = new Map<string, Cents>();
  for (const { accountId, amount } of entries) sums.set(accountId, (sums.get(accountId) ?? 0) + amount);
  return [...sums]
    .filter(([, amount]) => amount !== 0)
    .map(([accountId, amount]) => ({ accountId, amount }))
    .sort((one, other) => (one.accountId < other.accountId ? -1 : 1));
}

function isSame(one: readonly Entry[], other: readonly Entry[]): boolean {
  return (
    one.length === other.length &&
    one.every(
      ({ accountId, amount }, index) => other[index]?.accountId === accountId && other[index]?.amount === amount,
    )
  );
}

type Journal = Posting & { readonly sourceId: string; readonly reverses: number | null };

async function insert(
  { db, organisation, now }: Context,
  { sourceId, date, entries, reverses }: Journal,
): Promise<void> {
  const { id } = await db
    .insertInto("journals")
    .values({ organisation_id: organisation.id, date, source_id: sourceId, reverses, posted_at: now })
    .returning("id")
    .executeTakeFirstOrThrow();
  const lines = entries.map(({ accountId, amount }) => ({ journal_id: id, account_id: accountId, amount }));
  if (lines.length > 0) await db.insertInto("journal_lines").values(lines).execute();
}
