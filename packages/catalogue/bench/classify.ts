/**
 * How long the catalogue takes: `npx tsx --conditions=@turnpike/source packages/catalogue/bench/classify.ts`.
 *
 * Prints microseconds of processor time a tool for classifying, and for a thousand generated servers, written to files,
 * read back and judged from end to end (classified, findings, grade, recommended policy as text with its tests).
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  classifyServer,
  findingsOf,
  gradeOf,
  recommendedSuite,
  recommendedYaml,
  recommendPolicy,
  type ServerTools,
  suiteYaml,
} from "../src/index.js";
import { labelledServers } from "../test/support/labelled.js";

const rounds = 40;
const generated = 1_000;

const labelled = labelledServers();
const tools = labelled.reduce((sum, server) => sum + server.tools.length, 0);
for (let round = 0; round < 5; round++) for (const server of labelled) classifyServer(server);

const classifying = processorTime(() => {
  for (let round = 0; round < rounds; round++) for (const server of labelled) classifyServer(server);
});
console.log(`classify: ${(classifying / (rounds * tools)).toFixed(1)} µs a tool, over ${rounds * tools} tools`);

const folder = mkdtempSync(join(tmpdir(), "turnpike-bench-"));
try {
  let written = 0;
  for (let at = 0; at < generated; at++) {
    const server = mixed(at);
    written += server.tools.length;
    writeFileSync(join(folder, `${at}.json`), JSON.stringify(server));
  }
  const scanning = processorTime(() => {
    for (let at = 0; at < generated; at++) judge(JSON.parse(readFileSync(join(folder, `${at}.json`), "utf8")));
  });
  console.log(`scan: ${generated} servers with ${written} tools from files in ${(scanning / 1e6).toFixed(2)} s`);
} finally {
  rmSync(folder, { recursive: true });
}

/** A server of tools of all fields. */
function mixed(seed: number): ServerTools {
  const all = labelled.flatMap((server) => server.tools);
  const count = 5 + ((seed * 7919) % 40);
  const picked = Array.from({ length: count }, (_, at) => all[(seed * 31 + at * 97) % all.length]);
  return { name: `generated-${seed}`, tools: picked.filter((tool) => tool !== undefined) };
}

function judge(server: ServerTools): void {
  const classified = classifyServer(server);
  gradeOf(classified, findingsOf(server, classified, undefined));
  const recommendation = recommendPolicy(server, classified, { withoutApprovals: false });
  recommendedYaml(recommendation, "bench");
  suiteYaml(recommendedSuite(recommendation, "policy.yaml"));
}

/** Microseconds of processor time in this process. */
function processorTime(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
