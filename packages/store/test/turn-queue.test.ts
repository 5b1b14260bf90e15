import { setTimeout as sleep, setImmediate as turnEnd } from "node:timers/promises";
import Database from "better-sqlite3";
import { describe, expect, test, vi } from "vitest";
import { turnQueue } from "../src/sqlite/turn-queue.js";

const locked = (): Error => new Database.SqliteError("database is locked", "SQLITE_BUSY");

async function twoTurns(): Promise<void> {
  await turnEnd();
  await turnEnd();
}

function queueThat(commit: (items: readonly string[]) => void = () => undefined) {
  const commits: string[] = [];
  const fail = vi.fn();
  const queue = turnQueue<string>(
    50,
    (items) => {
      commit(items);
      commits.push(items.join(""));
    },
    fail,
  );
  return { queue, commits, fail };
}

describe("a queue of a turn", () => {
  test("hands on together what comes in one turn and the next, in order", async () => {
    const { queue, commits } = queueThat();
    for (const item of "abc") queue.push(item, "turn");
    await turnEnd();
    queue.push("d", "turn");
    expect(commits).toEqual([]);
    await turnEnd();
    queue.push("e", "turn");
    await twoTurns();
    expect(commits).toEqual(["abcd", "e"]);
  });

  test("what may wait goes with the next that cannot", async () => {
    const { queue, commits } = queueThat();
    queue.push("a", "company");
    queue.push("b", "turn");
    await sleep(20);
    expect(commits).toEqual(["ab"]);
  });

  test("what may wait does not wait for ever", async () => {
    const { queue, commits } = queueThat();
    queue.push("a", "company");
    queue.push("b", "company");
    await sleep(30);
    expect(commits).toEqual(["ab"]);
  });

  test("what fails for another reason than a lock is told so at once, and the next is tried", async () => {
    let broken = true;
    const fault = new Error("broken");
    const { queue, commits, fail } = queueThat(() => {
      if (broken) throw fault;
    });
    queue.push("a", "turn");
    await twoTurns();
    expect(fail).toHaveBeenCalledExactlyOnceWith(["a"], fault);
    broken = false;
    queue.push("b", "turn");
    await twoTurns();
    expect(commits).toEqual(["b"]);
  });

  test("what comes while others wait for a lock goes with them, behind them", async () => {
    let free = false;
    const { queue, commits } = queueThat(() => {
      if (!free) throw locked();
    });
    queue.push("a", "turn");
    await sleep(10);
    queue.push("b", "company");
    queue.push("c", "turn");
    free = true;
    await queue.drain();
    expect(commits).toEqual(["abc"]);
  });

  test("draining waits until what waits for a lock was committed or has failed", async () => {
    const { queue, fail } = queueThat(() => {
      throw locked();
    });
    queue.push("a", "turn");
    await queue.drain();
    expect(fail).toHaveBeenCalledExactlyOnceWith(["a"], expect.objectContaining({ code: "store_unavailable" }));
  });
});
