/**
 * One group of calls as one transaction: first what was settled, so that what is given back can be taken at once, then
 * the reservations in the order in which they came. What the group decided is told to nobody before the commit.
 */

import { admit, type Counted, givenBack } from "@turnpike/policy";
import type { Reservation, ReserveRequest, SettleRequest } from "../ports/counters.js";
import { type CounterSheet, counterSheets } from "./counter-sheet.js";
import { permitNumbers } from "./permit-numbers.js";
import { recordStatements } from "./records.js";
import type { Scope } from "./scope.js";

export type Group = {
  readonly settlements: readonly SettleRequest[];
  readonly reservations: readonly { readonly request: ReserveRequest }[];
};

/** For each reservation what came of it; a fault only where its own `record` function threw. */
export type Reserved =
  | { readonly ok: true; readonly id: number; readonly reservation: Reservation; readonly underWay: boolean }
  | { readonly ok: false; readonly thrown: unknown };

/** Prepares the statements; what it returns commits a group or throws what SQLite throws, with nothing written. */
export function groupCommit(scope: Scope, instance: number): (group: Group) => readonly Reserved[] {
  const { connection, clock } = scope;
  const openSheet = counterSheets(scope);
  const records = recordStatements(scope);
  const permits = permitNumbers(scope);
  const start = connection.db
    .prepare<[], [number, number]>("select coalesce((select max(id) from records), 0), counted_from from meta")
    .raw();

  const settle = (sheet: CounterSheet, { recordId, release, completion }: SettleRequest): void => {
    if (!records.complete(Number(recordId), completion)) return;
    for (const each of release) {
      const state = givenBack(sheet.state(each.key), each);
      if (state !== undefined) sheet.set(each.key, state);
    }
  };
  const reserve = (sheet: CounterSheet, { how, claims, record }: ReserveRequest, at: number): Counting => {
    const entries = claims.map(({ key, claim }) => ({ key, claim, state: sheet.state(key) }));
    const counted = admit(entries, at, how);
    const made = record(counted);
    for (const { key, claim } of claims) {
      const state = counted.states.get(key);
      if (state !== undefined) sheet.set(key, state, claim.window);
    }
    return { counted, made };
  };

  const work = ({ settlements, reservations }: Group): readonly Reserved[] => {
    const [lastId, countedFrom] = start.get() ?? [0, 0];
    const now = clock();
    let id = Math.max(lastId, now * 1000 - 1);
    const sheet = openSheet();
    for (const request of settlements) settle(sheet, request);
    const results = reservations.map(({ request }): Reserved => {
      const counting = attempt(() => reserve(sheet, request, Math.max(now, countedFrom)));
      if (!counting.ok) return counting;
      const { counted, made } = counting.value;
      id += 1;
      records.insert(id, now, instance, permits.numberOf(made.permit), made);
      return { ok: true, id, reservation: { counted, recordId: String(id) }, underWay: made.completion === undefined };
    });
    sheet.write();
    return results;
  };

  return (group) => {
    try {
      const results = connection.transact(() => work(group));
      permits.committed();
      return results;
    } catch (thrown) {
      permits.rolledBack();
      throw thrown;
    }
  };
}

type Counting = { readonly counted: Counted; readonly made: ReturnType<ReserveRequest["record"]> };

function attempt<T>(work: () => T): { ok: true; value: T } | { ok: false; thrown: unknown } {
  try {
    return { ok: true, value: work() };
  } catch (thrown) {
    return { ok: false, thrown };
  }
}
