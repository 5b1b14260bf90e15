/**
 * `npm run conformance`: the official suite straight and through the gateway, compared check by check.
 *
 * Exit code 1 when a check differs that is not listed, when one is listed that does not differ, or when the direct
 * totals are not the pinned ones. `--write` pins the totals of this run and takes closed gaps off their list.
 */
import { parseArgs } from "node:util";
import { inOrder } from "./compare.js";
import { closeGaps, identical, readExpectations } from "./expectations.js";
import { startConformanceGateway } from "./gateway.js";
import { describeRun } from "./report.js";
import { runAll, type Subject, subjects } from "./run-all.js";
import { type Revision, revisions } from "./suite.js";
import { asPinned, readTotals, writeTotals } from "./totals.js";
import type { Way } from "./way.js";

const ways = { pipe: {}, names: { fault: "names" }, "event-ids": { fault: "event-ids" } } as const;

const { values } = parseArgs({
  options: {
    way: { type: "string", default: "gateway" },
    subject: { type: "string", multiple: true },
    revision: { type: "string", multiple: true },
    write: { type: "boolean", default: false },
  },
});

const gateway = values.way === "gateway" ? await startConformanceGateway() : undefined;
try {
  const way: Way = gateway ? { kind: "gateway", data: gateway.data } : { kind: "pipe", ...pipe(values.way) };
  const selection = { subjects: pick(values.subject, subjects), revisions: pick(values.revision, revisions) };
  const tell = (run: Parameters<typeof describeRun>[0]) => console.log(describeRun(run));
  const runs = await runAll(way, gateway ? readExpectations() : identical, selection, tell);
  if (values.write) {
    writeTotals(runs);
    closeGaps(runs.flatMap(({ stale }) => stale));
  }
  const unpinned = runs.filter((run) => !asPinned(run, readTotals()));
  for (const { subject, revision } of unpinned) console.log(`${subject} at ${revision}: not the pinned totals`);
  process.exitCode = runs.every(inOrder) && unpinned.length === 0 ? 0 : 1;
} finally {
  await gateway?.dispose();
}

function pipe(name: string) {
  const found = Object.entries(ways).find(([way]) => way === name);
  if (!found) throw new Error(`no way \`${name}\`: one of gateway, ${Object.keys(ways).join(", ")}`);
  return found[1];
}

function pick<T extends Subject | Revision>(wanted: readonly string[] | undefined, from: readonly T[]): readonly T[] {
  if (wanted === undefined) return from;
  return from.filter((name) => wanted.includes(name));
}
