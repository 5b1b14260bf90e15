/** The port for limits on SQLite: calls are gathered, committed as a group, and told what came of it. */

import type { Counters, Reservation, ReserveRequest, SettleRequest } from "../ports/counters.js";
import { StoreFault } from "../ports/errors.js";
import { groupCommit } from "./group.js";
import { type Instance, startInstance } from "./instances.js";
import { ifWritable, owedSettlements } from "./owed.js";
import type { Scope } from "./scope.js";
import { turnQueue } from "./turn-queue.js";

type Waiting<Kind, Request, Result> = {
  readonly kind: Kind;
  readonly request: Request;
  readonly resolve: (result: Result) => void;
  readonly reject: (thrown: unknown) => void;
};
type Item = Waiting<"reserve", ReserveRequest, Reservation> | Waiting<"settle", SettleRequest, void>;

export type SqliteCounters = Counters & {
  /** Settles what is owed, and writes down from where on records of this process may be under way. */
  upkeep(): Promise<void>;
  /** Commits what waits and what is owed, marks what is still under way as interrupted, and refuses what comes after. */
  close(): Promise<void>;
};

export function sqliteCounters(scope: Scope, locks: string): SqliteCounters {
  const underWay = new Set<number>();
  const owed = owedSettlements();
  let writer: { readonly instance: Instance; readonly commit: ReturnType<typeof groupCommit> } | undefined;
  let closed = false;
  let nextId = 0;
  let writtenBelow = 0;

  function commit(items: readonly Item[]): void {
    writer ??= startWriter(scope, locks);
    const settlements = items.filter((item) => item.kind === "settle");
    const reservations = items.filter((item) => item.kind === "reserve");
    const late = owed.all();
    const all = [...late, ...settlements.map(({ request }) => request)];
    const results = writer.commit({ settlements: all, reservations });
    owed.done(late);
    for (const { recordId } of all) underWay.delete(Number(recordId));
    for (const { resolve } of settlements) resolve();
    for (const [index, { resolve, reject }] of reservations.entries()) {
      const result = results[index];
      if (result?.ok !== true) {
        reject(result?.thrown);
        continue;
      }
      nextId = result.id + 1;
      if (result.underWay) underWay.add(result.id);
      resolve(result.reservation);
    }
  }
  function fail(items: readonly Item[], thrown: unknown): void {
    for (const item of items) {
      if (item.kind === "settle") owed.keep(item.request, thrown);
      item.reject(thrown);
    }
  }
  const queue = turnQueue(scope.connection.busyMs, commit, fail);

  return {
    reserve(request) {
      if (closed) return Promise.reject(new StoreFault("store_unavailable", "the store is closed"));
      return new Promise((resolve, reject) => queue.push({ kind: "reserve", request, resolve, reject }, "turn"));
    },
    settle(request) {
      if (closed) return Promise.reject(new StoreFault("store_unavailable", "the store is closed"));
      return new Promise((resolve, reject) => queue.push({ kind: "settle", request, resolve, reject }, "company"));
    },
    async upkeep() {
      owed.pay(() => commit([]));
      const [oldest = nextId] = underWay;
      if (writer === undefined || oldest === writtenBelow) return;
      await writer.instance.settledBelow(oldest);
      writtenBelow = oldest;
    },
    async close() {
      closed = true;
      await queue.drain();
      // What is owed to the end is marked as interrupted, here or by the next process on the folder.
      ifWritable(() => owed.pay(() => commit([])));
      await writer?.instance.end();
    },
  };
}

function startWriter(scope: Scope, locks: string) {
  const instance = startInstance(scope, locks);
  return { instance, commit: groupCommit(scope, instance.number) };
}
