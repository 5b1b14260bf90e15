/** The short version of `npm run soak`. */
import { expect, test } from "vitest";
import { soak } from "./soak.js";

test("after a soak the books are right and nothing is left", async () => {
  const seed = Date.now() % 1_000_000;
  const result = await soak({ minutes: 0.5, seed, rate: 60 });
  const said = `seed ${seed}`;
  expect(result.audit.problems, said).toEqual([]);
  expect(result, said).toMatchObject({ leftAtGateway: 0, leftAtServers: 0, orphans: 0, exitCode: 0 });
  expect(result.audit.reached, said).toBeGreaterThan(100);
  const [before, after] = [result.measures[0], result.measures.at(-1)];
  expect(after?.files, said).toBeLessThanOrEqual((before?.files ?? 0) + 10);
}, 400_000);
