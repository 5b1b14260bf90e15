import { rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSqlite, type SqliteStore } from "../src/index.js";
import { type Connection, connect } from "../src/sqlite/connection.js";
import { purge } from "../src/sqlite/retention.js";
import { steadyClock } from "../src/sqlite/upkeep.js";
import { newFolder } from "./sqlite-place.js";
import { admitted, claim, clockAt, minute, recordOf, reserve } from "./suites/calls.js";
import { collect } from "./suites/place.js";

const NEVER = new AbortController().signal;
const month = { kind: "calendar", unit: "month" } as const;

describe("retention", () => {
  const clock = clockAt("2026-01-01T00:00:00Z");
  let folder: string;
  let opened: SqliteStore;
  let connection: Connection;

  beforeEach(async () => {
    clock.set("2026-01-01T00:00:00Z");
    folder = newFolder();
    opened = await openSqlite({ folder, clock: clock.now });
    connection = connect(join(folder, "turnpike.db"), "process", 1000);
  });

  afterEach(async () => {
    connection.db.close();
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function purgeNow(logDays: number, signal = NEVER): Promise<number> {
    const organisation = { number: 1, id: opened.store.organisation };
    return purge({ connection, organisation, clock: clock.now }, logDays, signal);
  }

  function counterKeys(): unknown[] {
    const db = new Database(join(folder, "turnpike.db"), { readonly: true });
    const keys = db.prepare("select key from counters order by key").pluck().all();
    db.close();
    return keys;
  }

  test("records older than so many days go, in any number, and younger ones stay", async () => {
    const record = recordOf({ completion: { upstreamStatus: 200, latencyMs: 1 } });
    const make = () => opened.counters.reserve({ how: "reserve", claims: [], record });
    await Promise.all(Array.from({ length: 1234 }, make));
    clock.set("2026-01-02T00:00:00Z");
    await make();
    clock.set("2026-04-01T12:00:00Z");
    expect(await purgeNow(90)).toBe(1234);
    expect(await collect(opened.store.log.read({}, "newest"))).toHaveLength(1);
  });

  test("it stops between two batches when asked to", async () => {
    const record = recordOf({ completion: { upstreamStatus: 200, latencyMs: 1 } });
    await Promise.all(
      Array.from({ length: 1100 }, () => opened.counters.reserve({ how: "reserve", claims: [], record })),
    );
    clock.set("2027-01-01T00:00:00Z");
    expect(await purgeNow(90, AbortSignal.abort())).toBe(500);
  });

  test("counters go a day after their window has ended, and no sooner", async () => {
    await reserve(opened.counters, [
      { key: "minute", claim: claim(1, { window: minute }) },
      { key: "month", claim: claim(1, { window: month }) },
    ]);
    clock.set("2026-01-02T00:00:59Z");
    expect(await purgeNow(90)).toBe(0);
    clock.set("2026-01-02T00:01:01Z");
    expect(await purgeNow(90)).toBe(1);
    expect(counterKeys()).toEqual(["month"]);
  });

  test("counters are looked through in batches, all of them", async () => {
    const one = claim(1, { window: minute });
    await Promise.all(Array.from({ length: 1300 }, (_, i) => reserve(opened.counters, [{ key: `k${i}`, claim: one }])));
    await reserve(opened.counters, [{ key: "k", claim: claim(1, { window: month }) }]);
    clock.set("2026-01-03T00:00:00Z");
    expect(await purgeNow(90)).toBe(1300);
    expect(counterKeys()).toEqual(["k"]);
  });

  test("a clock set back behind what was forgotten does not open a window again", async () => {
    const call = () => reserve(opened.counters, [{ key: "a", claim: claim(1, { window: month }) }]);
    expect(admitted(await call())).toBe(true);
    clock.set("2026-03-10T00:00:00Z");
    await purgeNow(90);
    expect(counterKeys()).toEqual([]);
    clock.set("2026-01-15T00:00:00Z");
    const late = await call();
    expect(late.counted.at).toBe(Date.parse("2026-03-09T00:00:00Z"));
    expect(admitted(late)).toBe(true);
    expect(admitted(await call())).toBe(false);
  });
});

test("what is old is told by the time that has passed, not by a clock that jumped forward", () => {
  const clock = clockAt("2026-01-01T00:00:00Z");
  let passed = 5000;
  const steady = steadyClock(clock.now, () => passed);
  clock.set("2036-01-01T00:00:00Z");
  passed += 60_000;
  expect(steady()).toBe(Date.parse("2026-01-01T00:01:00Z"));
  clock.set("2025-01-01T00:00:00Z");
  expect(steady()).toBe(Date.parse("2025-01-01T00:00:00Z"));
});
