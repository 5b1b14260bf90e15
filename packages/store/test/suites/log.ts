/** What every driver of the log keeps to. */

import { describe, expect, test } from "vitest";
import type { Counters, LogFilter, LoggedPermit, NewRecord } from "../../src/index.js";
import { clockAt, PERMIT, recordOf, reserve, settle } from "./calls.js";
import { collect, type Driver, places } from "./place.js";

const DONE = { upstreamStatus: 200, latencyMs: 1 };

export function logSuite(driver: Driver): void {
  describe(`the log on ${driver.name}`, () => {
    const newPlace = places(driver);
    const opened = async (clock?: () => number) => (await newPlace()).open(clock);

    test("keeps all that a record says", async () => {
      const clock = clockAt("2026-03-02T12:00:00.123Z");
      const { counters, store } = await opened(clock.now);
      const record: NewRecord = {
        requestId: "req_7",
        permit: PERMIT,
        session: "ses-1",
        method: "resources/read",
        name: "file:///a\u0000b/é\u{1F600}",
        argumentKeys: ["a,b", 'c"d', "e\u0000f"],
        outcome: "would_deny",
        rule: "/tools/x~1y/require/0",
        message: "wanted: less",
        completion: { upstreamStatus: null, latencyMs: 0.25 },
      };
      const { recordId } = await counters.reserve({ how: "force", claims: [], record: () => record });
      const { completion, ...rest } = record;
      expect(await collect(store.log.read({}, "newest"))).toEqual([
        { ...rest, ...completion, id: recordId, at: clock.now(), completed: true },
      ]);
    });

    test("is read from either end, and on from any record", async () => {
      const { counters, store } = await opened();
      await logged(counters, ...Array.from({ length: 7 }, (_, i) => ({ requestId: String(i) })));
      const newest = await collect(store.log.read({}, "newest"));
      expect(newest.map(({ requestId }) => requestId).join("")).toBe("6543210");
      expect(await collect(store.log.read({}, "oldest"))).toEqual(newest.toReversed());
      expect(await collect(store.log.read({}, "newest", newest[2]?.id))).toEqual(newest.slice(3));
      expect(await collect(store.log.read({}, "oldest", newest[2]?.id))).toEqual(newest.slice(0, 2).toReversed());
    });

    test("a reading that is left early takes no more than was asked", async () => {
      const { counters, store } = await opened();
      await logged(counters, {}, {}, {});
      expect(await collect(store.log.read({}, "newest"), 2)).toHaveLength(2);
    });

    test.each<[string, LogFilter, string]>([
      ["nothing", {}, "543210"],
      ["a grant by id", { grant: "grt_1" }, "53210"],
      ["a grant by its label of that moment", { grant: "another" }, "4"],
      ["a server by id", { server: "srv_2" }, "4"],
      ["a server by its name of that moment", { server: "billing" }, "53210"],
      ["a tool", { name: "refund" }, "1"],
      ["a method", { method: "prompts/get" }, "2"],
      ["what was allowed", { outcome: "allow" }, "54210"],
      ["what was denied", { outcome: "deny" }, "3"],
      ["two things at once", { outcome: "deny", server: "srv_1" }, "3"],
      ["two things that no record fits", { outcome: "deny", name: "refund" }, ""],
      ["a time", { since: 1000, until: 3000 }, "21"],
      ["a time and an outcome", { since: 2000, outcome: "deny" }, "3"],
    ])("filters by %s", async (_, filter, expected) => {
      let time = 0;
      const { counters, store } = await opened(() => time);
      const other: LoggedPermit = {
        grant: { id: "grt_2", label: "another" },
        server: { id: "srv_2", name: "accounts" },
        policy: null,
      };
      const records: Partial<NewRecord>[] = [
        {},
        { name: "refund" },
        { method: "prompts/get" },
        { outcome: "deny" },
        { permit: other },
        {},
      ];
      for (const [index, record] of records.entries()) {
        time = index * 1000;
        await logged(counters, { ...record, requestId: String(index) });
      }
      const found = await collect(store.log.read(filter, "newest"));
      expect(found.map(({ requestId }) => requestId).join("")).toBe(expected);
      expect(await collect(store.log.read(filter, "oldest"))).toEqual(found.toReversed());
    });

    test("ids grow and times are true, also when the clock goes back", async () => {
      const clock = clockAt("2026-03-02T12:00:00Z");
      const { counters, store } = await opened(clock.now);
      await logged(counters, { requestId: "first" });
      clock.set("2026-03-02T11:00:00Z");
      await logged(counters, { requestId: "second" });
      const records = await collect(store.log.read({}, "oldest"));
      expect(records.map(({ requestId }) => requestId)).toEqual(["first", "second"]);
      const early = { since: Date.parse("2026-03-02T10:30:00Z"), until: Date.parse("2026-03-02T11:30:00Z") };
      for (const order of ["newest", "oldest"] as const) {
        expect(await collect(store.log.read(early, order))).toMatchObject([{ requestId: "second" }]);
      }
    });

    test("is read whole when it is long, whatever fits", async () => {
      const { counters, store } = await opened();
      const many = Array.from({ length: 3500 }, (_, i) => ({
        requestId: String(i),
        name: i % 700 === 0 ? "rare" : "pay",
        outcome: i % 3 === 0 ? ("deny" as const) : ("allow" as const),
      }));
      await logged(counters, ...many);
      expect(await collect(store.log.read({}, "newest"))).toHaveLength(3500);
      expect(await collect(store.log.read({ name: "rare" }, "newest"))).toHaveLength(5);
      expect(await collect(store.log.read({ outcome: "deny" }, "newest"))).toHaveLength(1167);
      expect(await collect(store.log.read({ outcome: "deny", name: "rare" }, "oldest"))).toHaveLength(2);
    });

    test("following gives each call once, when it has ended, whoever made it", async () => {
      const place = await newPlace();
      const [here, elsewhere] = [await place.open(), await place.open()];
      await logged(here.counters, { requestId: "before" });
      const [before] = await collect(here.store.log.read({}, "newest"));
      const stop = new AbortController();
      const following = collect(here.store.log.follow({}, stop.signal, before?.id), 3);
      const slow = await reserve(elsewhere.counters, []);
      await logged(elsewhere.counters, { requestId: "quick" });
      await new Promise((resolve) => setTimeout(resolve, 300));
      await settle(elsewhere.counters, slow);
      await logged(here.counters, { requestId: "last" });
      const found = (await following).map(({ requestId }) => requestId);
      expect(found[0]).toBe("quick");
      expect(found.toSorted()).toEqual(["last", "quick", "req_1"]);
      stop.abort();
    });

    test("following starts now unless told from where, and ends with its signal", async () => {
      const { counters, store } = await opened();
      await logged(counters, { requestId: "before" });
      const stop = new AbortController();
      const found: string[] = [];
      const following = (async () => {
        for await (const { requestId } of store.log.follow({ name: "pay" }, stop.signal)) {
          found.push(requestId);
          stop.abort();
        }
      })();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await logged(counters, { requestId: "other", name: "other" }, { requestId: "after" });
      await following;
      expect(found).toEqual(["after"]);
    });

    test("records outlive the server they speak of, with the names of their time", async () => {
      const { counters, store } = await opened();
      const target = { kind: "http", url: "http://127.0.0.1:1/mcp" } as const;
      const server = await store.servers.add({ id: "srv_a", name: "shop", target, credentials: null });
      const { grant } = await store.grants.create({ server: "srv_a", label: "l", policy: null, expiresAt: null });
      await logged(counters, { permit: { grant, server, policy: null } });
      await store.servers.remove("srv_a");
      const permit = { grant: { id: grant.id, label: "l" }, server: { id: "srv_a", name: "shop" }, policy: null };
      expect(await collect(store.log.read({ server: "shop" }, "newest"))).toMatchObject([{ permit }]);
    });
  });
}

/** Makes completed records, all in one turn. */
async function logged(counters: Counters, ...records: readonly Partial<NewRecord>[]): Promise<void> {
  await Promise.all(
    records.map((record) =>
      counters.reserve({ how: "reserve", claims: [], record: recordOf({ completion: DONE, ...record }) }),
    ),
  );
}
