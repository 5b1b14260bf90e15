/**
 * What a call costs where the server is a command or the agent speaks over stdio: the gateway and the wrapper with everything
 * on, next to programs that connect the same two ends, and to the server's own pipes.
 */
import type { Progress } from "../load/rounds.js";
import { cpuOfCall, medianOfKnown } from "../load/summary.js";
import { type Listening, pidOf, startModule, stop } from "../machine/child.js";
import { residentMegabytes } from "../machine/cpu.js";
import { startSpinners } from "../machine/spinners.js";
import type { Options } from "../options.js";
import { median } from "../report/figures.js";
import { servedSubject } from "./over-http.js";
import { type Piped, pipedSubject, timeFirstAnswer } from "./over-pipes.js";
import { peerVersions, pipedPeers, servedPeers } from "./peers.js";
import { inFlights, runStdioRounds, type StdioCell } from "./rounds.js";
import { serverCommand } from "./server.js";
import type { StdioSubject } from "./subject.js";
import { servedGateway, wraps } from "./turnpike.js";

type Named = Pick<StdioSubject, "title" | "ways">;
type Megabytes = { readonly ownMegabytes: number | undefined; readonly serverMegabytes: number | undefined };

export type StdioRow = Named & {
  readonly inFlight: number;
  readonly callsPerSecond: number;
  readonly p50Micros: number;
  readonly p99Micros: number;
  /** CPU time of a call, in microseconds: the subject's own and the MCP server's. */
  readonly ownMicros: number | undefined;
  readonly serverMicros: number | undefined;
  readonly errors: number;
};

/** Resident memory after the load, in megabytes, and the time to the first answer of those that an agent starts. */
export type StdioSize = Named & Megabytes & { readonly firstAnswerMs: number | undefined };

export type StdioFigures = {
  readonly versions: readonly string[];
  readonly rows: readonly StdioRow[];
  readonly sizes: readonly StdioSize[];
  readonly cells: readonly (Omit<StdioCell, "subject"> & Named)[];
};

/** The server's own pipes, which is what no program in between can go below. */
const floor: Piped = {
  title: "the server's pipes, direct",
  ways: ["toCommand", "aroundCommand"],
  command: serverCommand,
};

/** Measures everything; the programs beside Turnpike are installed the first time. */
export async function measureStdio(
  folder: string,
  upstream: Listening,
  options: Options,
  progress: Progress,
): Promise<StdioFigures> {
  const upstreamUrl = `http://127.0.0.1:${upstream.port}/mcp`;
  const piped = [...wraps(folder, upstreamUrl), ...(await pipedPeers(upstreamUrl)), floor];
  const generator = startModule("processes/generator");
  const subjects: StdioSubject[] = [];
  for (const served of [await servedGateway(folder), ...(await servedPeers())]) {
    subjects.push(await servedSubject(served, generator));
  }
  for (const one of piped) {
    subjects.push(await pipedSubject(one, upstream.pid));
  }
  const spinners = options.awake ? await startSpinners() : [];
  const cells = await runStdioRounds(subjects, spinners.map(pidOf), options, progress);
  const megabytes = new Map(subjects.map((subject) => [subject, memoryOf(subject)]));
  await Promise.all([generator, ...spinners].map(stop));
  await Promise.all(subjects.map((subject) => subject.stop()));
  const firstAnswers = await timeFirstAnswers(piped, options.startUps);
  return {
    versions: peerVersions(),
    rows: subjects.flatMap((subject) => inFlights.map((inFlight) => rowOf(subject, inFlight, cells))),
    sizes: subjects.map((subject) => ({
      ...figuresOf(subject),
      ...(megabytes.get(subject) as Megabytes),
      firstAnswerMs: firstAnswers.get(keyOf(subject)),
    })),
    cells: cells.map(({ subject, ...cell }) => ({ ...cell, ...figuresOf(subject) })),
  };
}

function figuresOf({ title, ways }: Named): Named {
  return { title, ways };
}

function rowOf(subject: StdioSubject, inFlight: number, all: readonly StdioCell[]): StdioRow {
  const cells = all.filter((cell) => cell.subject === subject && cell.inFlight === inFlight);
  return {
    ...figuresOf(subject),
    inFlight,
    callsPerSecond: median(cells.map((cell) => cell.calls / cell.seconds)),
    p50Micros: median(cells.map((cell) => cell.p50Micros)),
    p99Micros: median(cells.map((cell) => cell.p99Micros)),
    ownMicros: medianOfKnown(cells.map((cell) => cpuOfCall(cell, "subject"))),
    serverMicros: medianOfKnown(cells.map((cell) => cpuOfCall(cell, "server"))),
    errors: cells.reduce((sum, cell) => sum + cell.errors, 0),
  };
}

function memoryOf({ processes }: StdioSubject): Megabytes {
  return {
    ownMegabytes: residentMegabytes(processes.subject),
    serverMegabytes: residentMegabytes(processes.server),
  };
}

/** Medians, by `keyOf`; the programs take turns. */
async function timeFirstAnswers(piped: readonly Piped[], runs: number): Promise<ReadonlyMap<string, number>> {
  const taken = new Map<string, number[]>(piped.map((one) => [keyOf(one), []]));
  for (let i = 0; i < runs; i++) {
    for (const one of piped) {
      taken.get(keyOf(one))?.push(await timeFirstAnswer(one));
    }
  }
  return new Map([...taken].map(([key, times]) => [key, median(times)]));
}

function keyOf({ title, ways }: Named): string {
  return `${title} ${ways.join(" ")}`;
}
