/** What every driver of `Counters` keeps to. */

import { describe, expect, test } from "vitest";
import { admitted, claim, clockAt, minute, ONE, recordOf, reserve, seconds, settle, stateOf } from "./calls.js";
import { collect, type Driver, places } from "./place.js";

export function countersSuite(driver: Driver): void {
  describe(`counters on ${driver.name}`, () => {
    const newPlace = places(driver);
    const opened = async (clock?: () => number) => (await newPlace()).open(clock);

    test("of 40 calls at once under a limit of 30, exactly 30 are admitted", async () => {
      const { counters } = await opened();
      const calls = Array.from({ length: 40 }, () => reserve(counters, [{ key: "a", claim: claim(30) }]));
      const results = await Promise.all(calls);
      expect(results.filter(admitted)).toHaveLength(30);
      expect(results.slice(0, 30).every(admitted)).toBe(true);
    });

    test("all limits of a call are taken or none is", async () => {
      const { counters } = await opened();
      const both = [
        { key: "wide", claim: claim(10) },
        { key: "narrow", claim: claim(1) },
      ];
      expect(admitted(await reserve(counters, both))).toBe(true);
      const second = await reserve(counters, both);
      expect(second.counted.refused).toBe(1);
      const wide = await reserve(counters, [{ key: "wide", claim: claim(10) }]);
      expect(stateOf(wide, "wide").used).toBe(2n * ONE);
    });

    test("a call that names a counter twice is checked and counted with both amounts", async () => {
      const { counters } = await opened();
      const twice = [
        { key: "a", claim: claim(3, { amount: 2n * ONE }) },
        { key: "a", claim: claim(3, { amount: 2n * ONE }) },
      ];
      expect(admitted(await reserve(counters, twice))).toBe(false);
      const [first] = twice;
      expect(first && admitted(await reserve(counters, [first]))).toBe(true);
    });

    test("amounts larger than 64 bits hold are counted to the last millionth", async () => {
      const { counters } = await opened();
      const amount = 999_999_999_999_999_999_999n;
      const most = claim(3n * amount - 1n, { amount, kind: "amount" });
      const results = [];
      for (let i = 0; i < 3; i += 1) results.push(await reserve(counters, [{ key: "a", claim: most }]));
      expect(results.map(admitted)).toEqual([true, true, false]);
      const last = { key: "a", claim: claim(most.max, { amount: amount - 1n }) };
      expect(stateOf(await reserve(counters, [last]), "a").used).toBe(most.max);
    });

    test("looking counts nothing, and forcing counts past the maximum", async () => {
      const { counters } = await opened();
      const one = [{ key: "a", claim: claim(1) }];
      expect(admitted(await reserve(counters, one, "look"))).toBe(true);
      expect(admitted(await reserve(counters, one, "look"))).toBe(true);
      expect(admitted(await reserve(counters, one))).toBe(true);
      expect((await reserve(counters, one, "look")).counted.refused).toBe(0);
      const forced = await reserve(counters, one, "force");
      expect(forced.counted.refused).toBe(0);
      expect(stateOf(forced, "a").used).toBe(2n * ONE);
    });

    test("counters survive a restart", async () => {
      const place = await newPlace();
      const clock = clockAt("2026-03-02T10:00:00Z");
      const before = await place.open(clock.now);
      await reserve(before.counters, [{ key: "a", claim: claim(2) }]);
      await before.close();
      const after = await place.open(clock.now);
      const results = [];
      for (let i = 0; i < 2; i += 1) results.push(await reserve(after.counters, [{ key: "a", claim: claim(2) }]));
      expect(results.map(admitted)).toEqual([true, false]);
    });

    test("two that share a place count together", async () => {
      const place = await newPlace();
      const [one, other] = [await place.open(), await place.open()];
      const calls = Array.from({ length: 60 }, (_, i) =>
        reserve((i % 2 === 0 ? one : other).counters, [{ key: "a", claim: claim(30) }]),
      );
      expect((await Promise.all(calls)).filter(admitted)).toHaveLength(30);
    });

    test("a window that has ended begins anew", async () => {
      const clock = clockAt("2026-03-02T10:00:59.999Z");
      const { counters } = await opened(clock.now);
      const one = [{ key: "a", claim: claim(1, { window: minute }) }];
      expect(admitted(await reserve(counters, one))).toBe(true);
      expect(admitted(await reserve(counters, one))).toBe(false);
      clock.set("2026-03-02T10:01:00.000Z");
      expect(admitted(await reserve(counters, one))).toBe(true);
    });

    test("a window that starts with the first call ends so many seconds after it", async () => {
      const clock = clockAt("2026-03-02T10:00:30Z");
      const { counters } = await opened(clock.now);
      const one = [{ key: "a", claim: claim(1, { window: seconds(60) }) }];
      expect(admitted(await reserve(counters, one))).toBe(true);
      clock.set("2026-03-02T10:01:29.999Z");
      expect(admitted(await reserve(counters, one))).toBe(false);
      clock.set("2026-03-02T10:01:30Z");
      expect(admitted(await reserve(counters, one))).toBe(true);
    });

    test("a clock that goes back stays in the later window", async () => {
      const clock = clockAt("2026-03-02T10:05:00Z");
      const { counters } = await opened(clock.now);
      const one = [{ key: "a", claim: claim(1, { window: minute }) }];
      expect(admitted(await reserve(counters, one))).toBe(true);
      clock.set("2026-03-02T10:04:00Z");
      expect(admitted(await reserve(counters, one))).toBe(false);
    });

    test("what is released can be taken again", async () => {
      const { counters } = await opened();
      const one = [{ key: "a", claim: claim(1) }];
      const first = await reserve(counters, one);
      expect(admitted(await reserve(counters, one))).toBe(false);
      await settle(counters, first, ["a", ONE, stateOf(first, "a").windowStart]);
      expect(admitted(await reserve(counters, one))).toBe(true);
    });

    test("a release after the window has ended takes nothing from the next one", async () => {
      const clock = clockAt("2026-03-02T10:00:30Z");
      const { counters } = await opened(clock.now);
      const one = [{ key: "a", claim: claim(1, { window: minute }) }];
      const first = await reserve(counters, one);
      clock.set("2026-03-02T10:01:30Z");
      expect(admitted(await reserve(counters, one))).toBe(true);
      await settle(counters, first, ["a", ONE, stateOf(first, "a").windowStart]);
      expect(admitted(await reserve(counters, one))).toBe(false);
    });

    test("settling a record twice releases once", async () => {
      const { counters } = await opened();
      const two = [{ key: "a", claim: claim(2) }];
      const first = await reserve(counters, two);
      await reserve(counters, two);
      const start = stateOf(first, "a").windowStart;
      await settle(counters, first, ["a", ONE, start]);
      await settle(counters, first, ["a", ONE, start]);
      const results = [await reserve(counters, two), await reserve(counters, two)];
      expect(results.map(admitted)).toEqual([true, false]);
    });

    test("the record says what the counters said, and is under way until the call is settled", async () => {
      const { counters, store } = await opened();
      const allowed = await reserve(counters, [{ key: "a", claim: claim(1) }]);
      await reserve(counters, [{ key: "a", claim: claim(1) }]);
      const [denied, intent] = await collect(store.log.read({}, "newest"));
      expect(denied).toMatchObject({ outcome: "deny", rule: "/tools/pay/limits/0", completed: true, latencyMs: 0.5 });
      expect(intent).toMatchObject({ id: allowed.recordId, outcome: "allow", completed: false, latencyMs: null });
      await settle(counters, allowed);
      const [, settled] = await collect(store.log.read({}, "newest"));
      expect(settled).toMatchObject({ outcome: "allow", completed: true, latencyMs: 7.25, upstreamStatus: 200 });
    });

    test("a call that was let through and failed is recorded as an error", async () => {
      const { counters, store } = await opened();
      const { recordId } = await reserve(counters, []);
      const completion = { outcome: "error", upstreamStatus: 502, latencyMs: 3 } as const;
      await counters.settle({ recordId, release: [], completion });
      expect(await collect(store.log.read({}, "newest"))).toMatchObject([{ outcome: "error", upstreamStatus: 502 }]);
    });

    test("a record that cannot be made counts nothing and disturbs no call beside it", async () => {
      const { counters } = await opened();
      const one = [{ key: "a", claim: claim(2) }];
      const broken = counters.reserve({
        how: "reserve",
        claims: one,
        record: () => {
          throw new Error("no record");
        },
      });
      const results = await Promise.allSettled([reserve(counters, one), broken, reserve(counters, one)]);
      expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
      const fulfilled = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
      expect(fulfilled.map(admitted)).toEqual([true, true]);
    });

    test("what the process leaves under way when it closes is interrupted, and stays counted", async () => {
      const place = await newPlace();
      const first = await place.open();
      const hour = [{ key: "a", claim: claim(1) }];
      await reserve(first.counters, hour);
      await first.close();
      const second = await place.open();
      expect(await collect(second.store.log.read({}, "newest"))).toMatchObject([
        { outcome: "interrupted", completed: true },
      ]);
      expect(admitted(await reserve(second.counters, hour))).toBe(false);
    });

    test("what another living process has under way is left alone", async () => {
      const place = await newPlace();
      const first = await place.open();
      const call = await reserve(first.counters, []);
      const second = await place.open();
      expect(await collect(second.store.log.read({}, "newest"))).toMatchObject([
        { outcome: "allow", completed: false },
      ]);
      await settle(first.counters, call);
      expect(await collect(second.store.log.read({}, "newest"))).toMatchObject([{ outcome: "allow", completed: true }]);
    });

    test("after closing, nothing is counted", async () => {
      const { counters, close } = await opened();
      await close();
      await expect(reserve(counters, [])).rejects.toMatchObject({ code: "store_unavailable" });
    });

    test("a call without limits is recorded all the same", async () => {
      const { counters, store } = await opened();
      const record = recordOf({ argumentKeys: [], session: "s", requestId: "req_9" });
      await counters.reserve({ how: "reserve", claims: [], record });
      expect(await collect(store.log.read({}, "newest"))).toMatchObject([
        { requestId: "req_9", session: "s", argumentKeys: [], method: "tools/call", name: "pay" },
      ]);
    });
  });
}
