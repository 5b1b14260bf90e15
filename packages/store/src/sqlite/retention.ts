/**
 * Forgets what is old, a little at a time and never in the turn of a call: records after `log_days`, counters some time
 * after their window has ended. Before counters are forgotten it is written down from which time on is counted, so that
 * a clock that goes back does not find them empty.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { firstIdSince } from "./log-rows.js";
import type { Scope } from "./scope.js";

const BATCH = 500;
const BETWEEN_BATCHES_MS = 20;
const DAY_MS = 86_400_000;
/** Ended windows are kept for a day, so that a clock set back by less is counted as if nothing had been forgotten. */
const COUNTERS_KEPT_MS = DAY_MS;

/** Deletes all that is too old; gives the number of rows. Stops early when the signal is given. */
export async function purge(scope: Scope, logDays: number, signal: AbortSignal): Promise<number> {
  const records = await purgeRecords(scope, logDays, signal);
  return records + (await purgeCounters(scope, signal));
}

async function purgeRecords({ connection, clock }: Scope, logDays: number, signal: AbortSignal): Promise<number> {
  const remove = connection.db.prepare(
    "delete from records where id in (select id from records where id < ? order by id limit ?)",
  );
  const end = firstIdSince(clock() - logDays * DAY_MS);
  return inBatches(signal, async () => {
    const { changes } = await connection.write(() => remove.run(end, BATCH));
    return { changes, more: changes === BATCH };
  });
}

async function purgeCounters({ connection, organisation, clock }: Scope, signal: AbortSignal): Promise<number> {
  const { db } = connection;
  const keyAfter = db
    .prepare<[number, string, number], string>(
      "select key from counters where organisation = ? and key >= ? order by key limit 1 offset ?",
    )
    .pluck();
  const remove = db.prepare<[number, string, string | null, string | null, number]>(
    "delete from counters where organisation = ? and key >= ? and (? is null or key < ?) and ends_at < ?",
  );
  const countFrom = db.prepare<[number]>("update meta set counted_from = max(counted_from, ?)");
  const end = clock() - COUNTERS_KEPT_MS;
  let key = "";
  return inBatches(signal, async () => {
    const next = keyAfter.get(organisation.number, key, BATCH) ?? null;
    const changes = await connection.write(() => {
      const removed = remove.run(organisation.number, key, next, next, end).changes;
      if (removed > 0) countFrom.run(end);
      return removed;
    });
    key = next ?? "";
    return { changes, more: next !== null };
  });
}

async function inBatches(signal: AbortSignal, batch: () => Promise<{ changes: number; more: boolean }>) {
  for (let total = 0; ; await sleep(BETWEEN_BATCHES_MS)) {
    const { changes, more } = await batch();
    total += changes;
    if (!more || signal.aborted) return total;
  }
}
