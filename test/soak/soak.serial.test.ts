/** The short version of `npm run soak`. */
import { expect, test } from "vitest";
import type { Limit } from "../kill/limits.js";
import { soak } from "./soak.js";

/** Used up even on a slow machine: 40 calls a minute at each of three servers, in two minutes at most, of 1,800 aimed at. */
const scarce: Limit = { counter: "a few", unit: "minute", scope: "server", max: 40, kind: "count", onError: "keep" };

test("after a soak the books are right and nothing is left", async () => {
  const seed = Date.now() % 1_000_000;
  const result = await soak({ minutes: 0.5, seed, rate: 60, beside: [scarce] });
  const said = `seed ${seed}`;
  expect(result.audit.problems, said).toEqual([]);
  expect(result, said).toMatchObject({ leftAtGateway: 0, leftAtServers: 0, orphans: 0, exitCode: 0 });
  expect(result.audit.reached, said).toBeGreaterThan(100);
  expect(result.audit.denied, said).toBeGreaterThan(0);
  const [before, after] = [result.measures[0], result.measures.at(-1)];
  expect(after?.files, said).toBeLessThanOrEqual((before?.files ?? 0) + 10);
}, 400_000);
