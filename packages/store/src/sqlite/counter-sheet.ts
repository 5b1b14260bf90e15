/**
 * The counters that one group of calls touches: each is read once and written once, however many calls of the group
 * share it. Lives no longer than the transaction that it was made in.
 */

import { type CounterState, type CounterWindow, resetsAt } from "@turnpike/policy";
import type { Scope } from "./scope.js";

type Entry = { readonly before: CounterState | undefined; now: CounterState | undefined; window?: CounterWindow };

export type CounterSheet = {
  state(key: string): CounterState | undefined;
  set(key: string, state: CounterState, window?: CounterWindow): void;
  write(): void;
};

/** Prepares the statements once; what it returns opens a sheet for each transaction. */
export function counterSheets({ connection: { db }, organisation: { number } }: Scope): () => CounterSheet {
  // one column of text: a row of two columns costs twice as much to fetch
  const select = db
    .prepare<[string], string>(
      `select window_start || ' ' || used from counters where organisation = ${number} and key = ?`,
    )
    .pluck();
  const add = db.prepare<[string, string]>(`update counters set used = ? where organisation = ${number} and key = ?`);
  const open = db.prepare<[string, number, string, number]>(
    `insert into counters (organisation, key, window_start, used, ends_at) values (${number}, ?, ?, ?, ?)
     on conflict do update set window_start = excluded.window_start, used = excluded.used, ends_at = excluded.ends_at`,
  );
  const writeEntry = (key: string, { before, now, window }: Entry): void => {
    if (now === undefined || now === before) return;
    if (before !== undefined && before.windowStart === now.windowStart) add.run(String(now.used), key);
    else if (window !== undefined) open.run(key, now.windowStart, String(now.used), resetsAt(now, window));
  };

  return () => {
    const entries = new Map<string, Entry>();
    const entryOf = (key: string): Entry => {
      let entry = entries.get(key);
      if (entry === undefined) {
        const before = stateOf(select.get(key));
        entry = { before, now: before };
        entries.set(key, entry);
      }
      return entry;
    };
    return {
      state: (key) => entryOf(key).now,
      set(key, state, window) {
        const entry = entryOf(key);
        entry.now = state;
        if (window !== undefined) entry.window = window;
      },
      write() {
        for (const [key, entry] of entries) writeEntry(key, entry);
      },
    };
  };
}

function stateOf(column: string | undefined): CounterState | undefined {
  if (column === undefined) return undefined;
  const space = column.indexOf(" ");
  return { windowStart: Number(column.slice(0, space)), used: BigInt(column.slice(space + 1)) };
}
