import { readdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { keeper } from "../../src/access/kept/keeper.js";
import { startChild } from "./children/start.js";
import { keptPlace, other, tokens } from "./support/kept-place.js";
import { manualClock } from "./support/manual-clock.js";

const place = keptPlace();
const at = (path: string) => keeper({ file: path, key: undefined, purpose: "tests", clock: manualClock() });

describe("a process that is killed while it writes", () => {
  it("leaves the old sign-in or the new one, whole, at every step, and the next one writes all the same", async () => {
    at(place.file).write(tokens);
    const whole = await startChild("write-and-die", { file: place.file, tokens: other, dieAt: 0, when: "before" })
      .ended;
    const count = Number(/^steps: (\d+)$/m.exec(whole.output)?.[1]);
    expect(count).toBeGreaterThan(10);
    const found = new Set<string>();
    for (let dieAt = 1; dieAt <= count; dieAt += 1) {
      // A lock that the last one left would add steps before those that are meant here.
      for (const left of ["lock", "lock.breaking"]) rmSync(`${place.file}.${left}`, { force: true });
      at(place.file).write(tokens);
      const { signal } = await startChild("write-and-die", { file: place.file, tokens: other, dieAt, when: "after" })
        .ended;
      expect(signal).toBe("SIGKILL");
      const kept = at(place.file).read();
      expect([tokens, other].map((each) => ({ kind: "tokens", tokens: each }))).toContainEqual(kept);
      if (kept.kind === "tokens") found.add(kept.tokens.accessToken);
    }
    expect(found.size).toBe(2);
    const clock = manualClock();
    const last = keeper({ file: place.file, key: undefined, purpose: "tests", clock });
    await last.alone(async () => last.write(tokens));
    expect(readdirSync(dirname(place.file)).filter((name) => /^sign-in\.\d+\.partial$/.test(name))).toEqual([]);
    expect(last.read()).toEqual({ kind: "tokens", tokens });
  });

  it("at the first sign-in of all leaves nothing or the whole", async () => {
    const whole = await startChild("write-and-die", { file: place.file, tokens, dieAt: 0, when: "before" }).ended;
    const count = Number(/^steps: (\d+)$/m.exec(whole.output)?.[1]);
    for (let dieAt = 1; dieAt <= count; dieAt += 1) {
      rmSync(dirname(place.file), { recursive: true, force: true });
      await startChild("write-and-die", { file: place.file, tokens, dieAt, when: "before" }).ended;
      expect([{ kind: "nothing" }, { kind: "tokens", tokens }]).toContainEqual(at(place.file).read());
      at(place.file).write(other);
      expect(at(place.file).read()).toEqual({ kind: "tokens", tokens: other });
    }
  });
});
