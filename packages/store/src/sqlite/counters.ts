/** The port for limits on SQLite: calls are gathered, committed as a group, and told what came of it. */

import type { Counters, Reservation, ReserveRequest, SettleRequest } from "../ports/counters.js";
import { StoreFault } from "../ports/errors.js";
import { groupCommit } from "./group.js";
import { type Instance, startInstance } from "./instances.js";
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
  /** Writes down from where on records of this process may be under way. */
  upkeep(): Promise<void>;
  /** Commits what waits, marks what is still under way as interrupted, and refuses what comes after. */
  close(): Promise<void>;
};

export function sqliteCounters(scope: Scope, locks: string): SqliteCounters {
  const underWay = new Set<number>();
  let writer: { readonly instance: Instance; readonly commit: ReturnType<typeof groupCommit> } | undefined;
  let closed = false;
  let nextId = 0;
  let writtenBelow = 0;

  function commit(items: readonly Item[]): void {
    writer ??= startWriter(scope, locks);
    const settlements = items.filter((item) => item.kind === "settle");
    const reservations = items.filter((item) => item.kind === "reserve");
    const results = writer.commit({ settlements, reservations });
    for (const { request, resolve } of settlements) {
      underWay.delete(Number(request.recordId));
      resolve();
    }
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
    for (const { reject } of items) reject(thrown);
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
      const [oldest = nextId] = underWay;
      if (writer === undefined || oldest === writtenBelow) return;
      await writer.instance.settledBelow(oldest);
      writtenBelow = oldest;
    },
    async close() {
      closed = true;
      await queue.drain();
      await writer?.instance.end();
    },
  };
}

function startWriter(scope: Scope, locks: string) {
  const instance = startInstance(scope, locks);
  return { instance, commit: groupCommit(scope, instance.number) };
}
