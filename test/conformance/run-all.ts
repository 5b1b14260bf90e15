/**
 * All comparisons: each server at each revision straight and by the way under test, and the suite's client scenarios
 * with that way between the agent and the suite's servers.
 */
import { fileURLToPath } from "node:url";
import { type Check, type Totals, total } from "./check.js";
import { type Comparison, compare } from "./compare.js";
import type { Expectations } from "./expectations.js";
import { clientScenarios, type Revision, revisions, runClientScenario, runServerSuite } from "./suite.js";
import { startUpstream, type UpstreamName, upstreams } from "./upstream.js";
import { openWay, openWayToCommand, type Way } from "./way.js";

/** Whom the suite tests: a server, the fixture as a command that the gateway runs, or the agent in its client scenarios. */
export const subjects = [...upstreams, "command", "agent"] as const;
export type Subject = (typeof subjects)[number];

/** One comparison with the totals of its two runs. */
export type Run = Comparison & { readonly direct: Totals; readonly through: Totals };

/** What is compared; everything unless said otherwise. */
export type Selection = { readonly subjects?: readonly Subject[]; readonly revisions?: readonly Revision[] };

/** Runs the comparisons, the fixture's beside all others, and tells of each as it ends. */
export async function runAll(
  way: Way,
  expected: Expectations,
  selection: Selection = {},
  tell: (run: Run) => void = () => {},
): Promise<readonly Run[]> {
  const chosen = (selection.subjects ?? subjects).flatMap((subject) =>
    (selection.revisions ?? revisions).map((revision) => ({ subject, revision })),
  );
  const lane = async (jobs: typeof chosen): Promise<readonly Run[]> => {
    const done: Run[] = [];
    for (const { subject, revision } of jobs) {
      const run = await runOne(subject, revision, way, expected);
      tell(run);
      done.push(run);
    }
    return done;
  };
  const beside = chosen.filter(({ subject }) => subject === "fixture");
  const others = chosen.filter(({ subject }) => subject !== "fixture");
  return (await Promise.all([lane(beside), lane(others)])).flat();
}

async function runOne(subject: Subject, revision: Revision, way: Way, expected: Expectations): Promise<Run> {
  const look = (by: Way) => testSubject(subject, revision, by);
  const direct = await look({ kind: "direct" });
  const through = await look(way);
  const comparison = compare(subject, revision, direct, through, expected);
  return { ...comparison, direct: total(direct), through: total(through) };
}

function testSubject(subject: Subject, revision: Revision, way: Way): Promise<readonly Check[]> {
  if (subject === "agent") return testAgent(revision, way);
  if (subject !== "command") return testServer(subject, revision, way);
  // Only a gateway makes a server of a command; what it is held against is the same server spoken to over HTTP.
  return way.kind === "gateway" ? testCommand(revision, way.data) : testServer("fixture", revision, way);
}

const fixtureCommand = [
  process.execPath,
  "--import",
  "tsx",
  fileURLToPath(new URL("./fixture/stdio.ts", import.meta.url)),
];

async function testCommand(revision: Revision, data: string): Promise<readonly Check[]> {
  const passage = await openWayToCommand(data, fixtureCommand);
  try {
    return await runServerSuite(passage.url, revision);
  } finally {
    await passage.close();
  }
}

/** Runs the suite against a fresh server, so that no run sees what another has changed. */
export async function testServer(name: UpstreamName, revision: Revision, way: Way): Promise<readonly Check[]> {
  const upstream = await startUpstream(name);
  try {
    const passage = await openWay(way, upstream.url);
    const checks = await runServerSuite(passage.url, revision);
    await passage.close();
    return checks;
  } finally {
    await upstream.close();
  }
}

const agent = `${process.execPath} --import tsx ${fileURLToPath(new URL("./client/agent.ts", import.meta.url))}`;

async function testAgent(revision: Revision, way: Way): Promise<readonly Check[]> {
  const env = { CONFORMANCE_WAY: JSON.stringify(way) };
  const all: Check[] = [];
  for (const [scenario, at] of await clientScenarios()) {
    if (at === revision) all.push(...(await runClientScenario(agent, scenario, revision, env)));
  }
  return all;
}
