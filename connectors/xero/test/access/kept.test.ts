import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { keeper } from "../../src/access/kept/keeper.js";
import { locked } from "../../src/access/kept/lock.js";
import { seal, unseal } from "../../src/access/kept/seal.js";
import { keptPlace, other, tokens } from "./support/kept-place.js";
import { manualClock } from "./support/manual-clock.js";

const place = keptPlace();
const at = (path: string, key?: Uint8Array, purpose = "tests") =>
  keeper({ file: path, key, purpose, clock: manualClock() });

describe("a kept sign-in", () => {
  it("is read as it was written, and is nothing before", () => {
    expect(at(place.file).read()).toEqual({ kind: "nothing" });
    at(place.file).write(tokens);
    expect(at(place.file).read()).toEqual({ kind: "tokens", tokens });
    at(place.file).write(other);
    expect(at(place.file).read()).toEqual({ kind: "tokens", tokens: other });
  });

  it("is this user's only, as its place.folder and its key are, and nothing of it can be read in any place.file", () => {
    at(place.file).write(tokens);
    const modes = ["", "sign-in", "sign-in.key"].map((name) => statSync(join(dirname(place.file), name)).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600, 0o600]);
    expect(readdirSync(dirname(place.file)).sort()).toEqual(["sign-in", "sign-in.key"]);
    expect(readFileSync(place.file, "utf8")).toMatch(/^v1\.[\w-]{16}\.[\w-]+\n$/);
    expect(readFileSync(place.file, "utf8")).not.toContain("T0ken");
  });

  it("opens with a key of the operator's, with which no key place.file is made", () => {
    const key = Buffer.alloc(32, 7);
    at(place.file, key).write(tokens);
    expect(readdirSync(dirname(place.file))).toEqual(["sign-in"]);
    expect(at(place.file, key).read()).toMatchObject({ kind: "tokens" });
    expect(at(place.file, Buffer.alloc(32, 8)).read()).toEqual({ kind: "unreadable" });
    expect(at(place.file).read()).toEqual({ kind: "unreadable" });
  });

  it("does not open for another app, nor when a byte of it was changed, nor when it is something else", () => {
    at(place.file).write(tokens);
    expect(at(place.file, undefined, "another app").read()).toEqual({ kind: "unreadable" });
    const text = readFileSync(place.file, "utf8").trim();
    const changed = `${text.slice(0, 30)}${text[30] === "A" ? "B" : "A"}${text.slice(31)}`;
    for (const wrong of [changed, "", "{}", text.slice(0, -4), "v1.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA"]) {
      writeFileSync(place.file, wrong);
      expect(at(place.file).read()).toEqual({ kind: "unreadable" });
    }
  });

  it("is refused where others can read its key, and where the key place.file holds none", () => {
    at(place.file).write(tokens);
    chmodSync(`${place.file}.key`, 0o644);
    expect(() => at(place.file).read()).toThrow(/others than you can read it; `chmod 600` it/);
    writeFileSync(`${place.file}.key`, "no key");
    chmodSync(`${place.file}.key`, 0o600);
    expect(() => at(place.file).read()).toThrow(/not 32 bytes of base64/);
  });

  it("has another seal each time, which only its key and purpose open", () => {
    const key = Buffer.alloc(32, 1);
    expect(seal("text", key, "a")).not.toBe(seal("text", key, "a"));
    expect(unseal(seal("text", key, "a"), key, "a")).toBe("text");
    expect(unseal(seal("text", key, "a"), key, "b")).toBeUndefined();
  });
});

describe("the lock of a sign-in", () => {
  const path = () => join(place.folder, "lock");

  it("lets one work at a time, and is gone afterwards, when the work failed too", async () => {
    const clock = manualClock();
    let inside = 0;
    const work = async () => {
      inside += 1;
      expect(inside).toBe(1);
      await new Promise(setImmediate);
      inside -= 1;
    };
    const all = Promise.all([1, 2, 3].map(() => locked(path(), clock, work)));
    let done = false;
    void all.then(() => {
      done = true;
    });
    while (!done) await clock.pass(25);
    await all;
    await expect(locked(path(), clock, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(readdirSync(place.folder)).toEqual([]);
  });

  it.each([
    ["whose process is dead", (now: number) => JSON.stringify({ host: hostname(), pid: 2 ** 22 + 1, at: now })],
    ["that is older than any renewal", (now: number) => JSON.stringify({ host: "another", pid: 1, at: now - 90_001 })],
    ["that says nothing", () => ""],
  ])("is broken where it is one %s", async (_, content) => {
    const clock = manualClock();
    writeFileSync(path(), content(clock.now()));
    expect(await locked(path(), clock, async () => "done")).toBe("done");
    expect(readdirSync(place.folder)).toEqual([]);
  });

  it("of a machine that cannot be asked is waited for until it is too old", async () => {
    const clock = manualClock();
    writeFileSync(path(), JSON.stringify({ host: "another", pid: 1, at: clock.now() }));
    let worked = false;
    const waiting = locked(path(), clock, async () => {
      worked = true;
    });
    await clock.pass(89_000);
    expect(worked).toBe(false);
    await clock.pass(2000);
    await waiting;
    expect(worked).toBe(true);
  });

  it("is broken although a breaker was killed at it", async () => {
    const clock = manualClock();
    const dead = JSON.stringify({ host: hostname(), pid: 2 ** 22 + 1, at: clock.now() });
    writeFileSync(path(), dead);
    writeFileSync(`${path()}.breaking`, dead);
    const waiting = locked(path(), clock, async () => "done");
    await clock.pass(25);
    expect(await waiting).toBe("done");
  });

  it("is not removed by an owner that has lost it", async () => {
    const clock = manualClock();
    const mine = JSON.stringify({ host: "another", pid: 1, at: clock.now() });
    await locked(path(), clock, async () => writeFileSync(path(), mine));
    expect(readFileSync(path(), "utf8")).toBe(mine);
  });
});
