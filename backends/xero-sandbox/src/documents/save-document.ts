/** Saves a document with lines: what was sent, on what it was, under the rules of its kind; then its ledger. */
import { type Chart, readChart } from "../accounts/chart.js";
import { Invalid, type Json } from "../http/batch.js";
import type { Context } from "../http/context.js";
import { type Posting, post } from "../ledger/post.js";
import { keepLines } from "./keep-lines.js";
import type { Line } from "./line-rules.js";

/** A document as it is to be. */
export type Composed<Row> = { readonly row: Row; readonly lines: readonly Line[] };

/** How documents of one kind are saved. */
type Saving<Row> = {
  /** Why it cannot be saved at all, whatever else was sent. */
  readonly refusal: string | undefined;
  /** Puts it together; what breaks a rule is added to `problems`. */
  readonly compose: (chart: Chart, problems: string[]) => Promise<Composed<Row>>;
  readonly keep: (row: Row) => Promise<unknown>;
  /** What it does to the ledger; undefined where it is not in it. */
  readonly posting: (composed: Composed<Row>, chart: Chart) => Posting | undefined;
  /** Gives the document of this id as it is. */
  readonly read: (id: string) => Promise<Json>;
};

/** Saves it; gives it as it is then. Throws `Invalid`, with what was there before. */
export async function saveDocument<Row extends { readonly id: string }>(
  context: Context,
  before: Row | undefined,
  { refusal, compose, keep, posting, read }: Saving<Row>,
): Promise<Json> {
  const problems: string[] = [];
  try {
    if (refusal !== undefined) throw new Invalid([refusal]);
    const chart = await readChart(context);
    const composed = await compose(chart, problems);
    if (problems.length > 0) throw new Invalid(problems);
    const { row, lines } = composed;
    await keep(row);
    await keepLines(context.db, row.id, lines);
    await post(context, row.id, posting(composed, chart));
    return await read(row.id);
  } catch (thrown) {
    if (!(thrown instanceof Invalid) || before === undefined) throw thrown;
    throw new Invalid(thrown.messages, await read(before.id));
  }
}
