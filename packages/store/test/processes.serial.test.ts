import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { afterEach, describe, expect, test } from "vitest";
import { openSqlite, ownFolder, runningGateway } from "../src/index.js";
import { type Child, startChild } from "./children/start.js";
import { newFolder } from "./sqlite-place.js";
import { claim, ONE, reserve, settle, stateOf } from "./suites/calls.js";
import { collect } from "./suites/place.js";

const folders: string[] = [];
const children: Child[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) await child.kill();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = newFolder();
  folders.push(made);
  return made;
}

function start(...args: Parameters<typeof startChild>): Child {
  const child = startChild(...args);
  children.push(child);
  return child;
}

describe("processes that share a folder", () => {
  test("count as one: three of them admit exactly the maximum", async () => {
    const path = folder();
    await (await openSqlite({ folder: path })).close();
    const args = [path, "6000", "3200", "16"];
    const all = [1, 2, 3].map(() => start(new URL("./children/reserve.ts", import.meta.url), args));
    for (const child of all) await child.said(1);
    for (const child of all) child.process.stdin?.write("go\n");
    const counts = await Promise.all(all.map(async (child) => Number((await child.said(2))[1])));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(6000);
    expect(Math.min(...counts)).toBeGreaterThan(0);
    for (const child of all) expect(await child.ended()).toBe(0);
    const { store, close } = await openSqlite({ folder: path });
    expect(await collect(store.log.read({ outcome: "deny" }, "newest"))).toHaveLength(3600);
    await close();
  });

  test.each([1, 2, 3, 4, 5, 6])(
    "one that is killed in the midst of its calls leaves counters that equal the records (round %i)",
    async (round) => {
      const path = folder();
      const survivor = await openSqlite({ folder: path, busyMs: 20_000 });
      const own = await reserve(survivor.counters, []);
      const child = start(new URL("./children/calls.ts", import.meta.url), [path]);
      await child.said(200);
      await sleep(round * 7.3);
      await child.kill();
      const said = new Set(child.lines);

      const { store, counters, close } = await openSqlite({ folder: path });
      const records = (await collect(store.log.read({}, "oldest"))).filter(({ id }) => id !== own.recordId);
      const byId = new Map(records.map((record) => [record.id, record]));
      for (const line of said) {
        const [event, id = ""] = line.split(" ");
        expect(byId.get(id), line).toMatchObject(event === "settled" ? { outcome: "allow" } : { completed: true });
      }
      for (const { id, outcome } of records) {
        if (outcome === "interrupted") expect(said).not.toContain(`settled ${id}`);
      }
      const kept = records.filter(({ upstreamStatus }) => upstreamStatus !== 500);
      const looked = await reserve(counters, [{ key: "shared", claim: claim(1_000_000_000) }]);
      expect(stateOf(looked, "shared").used).toBe(BigInt(kept.length + 1) * ONE);

      await settle(survivor.counters, own);
      expect(await collect(store.log.read({}, "oldest"), 1)).toMatchObject([{ outcome: "allow", completed: true }]);
      await close();
      await survivor.close();
      expect(soundnessOf(path)).toBe("ok");
    },
  );

  test("a gateway's hold on its folder ends when it is killed, and not before", async () => {
    const path = folder();
    const gateway = start(
      new URL("./children/own.ts", import.meta.url),
      [path, "http://127.0.0.1:7300"],
      ["--expose-gc"],
    );
    await gateway.said(1);
    await sleep(100);
    expect(runningGateway(path)).toMatchObject({ url: "http://127.0.0.1:7300", pid: gateway.process.pid });
    const refused = { code: "folder_in_use", detail: `http://127.0.0.1:7300, process ${gateway.process.pid}` };
    expect(() => ownFolder(path)).toThrow(expect.objectContaining(refused));
    await gateway.kill();
    expect(runningGateway(path)).toBeUndefined();
    ownFolder(path).release();
  });
});

function soundnessOf(path: string): unknown {
  const db = new Database(join(path, "turnpike.db"));
  try {
    return db.pragma("integrity_check", { simple: true });
  } finally {
    db.close();
  }
}
