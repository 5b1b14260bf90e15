import { rmSync } from "node:fs";
import { describe, expect, type TestContext, test } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.js";
import { compileJournal, cutPower } from "./cuts.js";

/** Where there is no compiler, or another system than Linux, nothing can be cut; in CI that is an error. */
async function needsCompiler(context: TestContext): Promise<void> {
  const folder = await temporaryFolder("compiler");
  try {
    await compileJournal(folder.path);
  } catch (thrown) {
    if (process.env.CI === "true") throw thrown;
    context.skip("the journal of writes cannot be compiled here, so nothing was tested");
  } finally {
    rmSync(folder.path, { recursive: true });
  }
}

describe("a power cut at any point", () => {
  const seed = Date.now() % 1_000_000;
  const options = { calls: 1500, cuts: 40, seed };

  test("under `durability: power` loses nothing that anybody was told, and leaves nothing half written", async (context) => {
    await needsCompiler(context);
    const result = await cutPower({ durability: "power", ...options });
    expect(result, `seed ${seed}`).toMatchObject({ cutsWithLoss: 0, mostLost: 0, unsound: [] });
    expect(result.syncs).toBeGreaterThan(options.calls / 10);
  });

  test("under `durability: process` may take the last calls with it, and leaves nothing half written", async (context) => {
    await needsCompiler(context);
    const result = await cutPower({ durability: "process", ...options });
    expect(result.unsound, `seed ${seed}`).toEqual([]);
    // what shows that the check can find a loss
    expect(result.mostLost, `seed ${seed}`).toBeGreaterThan(0);
  });

  test("on a disk that says it has synced and has not, is found to lose and to damage", async (context) => {
    await needsCompiler(context);
    const result = await cutPower({ durability: "power", ...options, lyingDisk: true });
    expect(result.mostLost, `seed ${seed}`).toBeGreaterThan(0);
    expect(result.unsound.length, `seed ${seed}`).toBeGreaterThan(0);
  });
});
