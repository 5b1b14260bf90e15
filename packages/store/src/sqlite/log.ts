/**
 * The log read back. A filter that few records fit must not stop the event loop while all are looked through, so each
 * step looks at a bounded number of records and then lets others run.
 */

import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { Log, LogFilter, LogRecord } from "../ports/log.js";
import { orStoreFault } from "./faults.js";
import { conditionOf, firstIdSince, RECORD, type RecordRow, recordOf } from "./log-rows.js";
import type { Scope } from "./scope.js";

type Order = "newest" | "oldest";
type Step = { readonly records: readonly LogRecord[]; readonly next: number | undefined };

const STEP_RECORDS = 1000;
const POLL_MS = 200;
const PAST_EVERY_ID = Number.MAX_SAFE_INTEGER;

export function sqliteLog(scope: Scope): Log {
  return {
    read: (filter, order, from) => readLog(scope, filter, order, from),
    follow: (filter, signal, from) => followLog(scope, filter, signal, from),
  };
}

async function* readLog(scope: Scope, filter: LogFilter, order: Order, from: string | undefined) {
  const start = order === "newest" ? PAST_EVERY_ID : firstIdSince(filter.since ?? 0) - 1;
  let position: number | undefined = from === undefined ? start : Number(from);
  while (position !== undefined) {
    const { records, next }: Step = orStoreFault(() => step(scope, filter, order, position ?? start));
    yield* records;
    position = next;
    await nextTurn();
  }
}

/** The records that fit among the next so many; `next` is where to go on, if there may be more. */
function step(scope: Scope, filter: LogFilter, order: Order, position: number): Step {
  const { db } = scope.connection;
  const { indexed, rest } = conditionOf(scope, filter);
  const [beyond, within, direction] = order === "newest" ? ["<", ">=", "desc"] : [">", "<=", "asc"];
  const edge = db
    .prepare<unknown[], number>(
      `select id from records where id ${beyond} ? ${indexed.sql} order by id ${direction} limit 1 offset ?`,
    )
    .pluck()
    .get(position, ...indexed.values, STEP_RECORDS - 1);
  const last = edge ?? (order === "newest" ? 0 : PAST_EVERY_ID);
  const rows = db
    .prepare<unknown[], RecordRow>(
      `${RECORD} where r.id ${beyond} ? and r.id ${within} ? ${indexed.sql} ${rest.sql} order by r.id ${direction}`,
    )
    .all(position, last, ...indexed.values, ...rest.values);
  return { records: rows.map(recordOf), next: edge };
}

async function* followLog(scope: Scope, filter: LogFilter, signal: AbortSignal, from: string | undefined) {
  let position = from ?? lastId(scope);
  const underWay = new Set<string>();
  while (!signal.aborted) {
    yield* completedOf(scope, underWay);
    for await (const record of readLog(scope, filter, "oldest", position)) {
      position = record.id;
      if (record.completed) yield record;
      else underWay.add(record.id);
    }
    await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Those of the records that were under way and are no longer; they leave the set. */
function completedOf({ connection: { db } }: Scope, underWay: Set<string>): LogRecord[] {
  const byId = db.prepare<[number], RecordRow>(`${RECORD} where r.id = ? and r.completed = 1`);
  const rows = orStoreFault(() => [...underWay].map((id) => byId.get(Number(id))));
  const records = rows.filter((row) => row !== undefined).map(recordOf);
  for (const { id } of records) underWay.delete(id);
  return records;
}

function lastId({ connection: { db } }: Scope): string {
  return orStoreFault(() => String(db.prepare<[], number>("select max(id) from records").pluck().get() ?? 0));
}
