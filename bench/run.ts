/**
 * `npm run bench`: what the gateway costs with everything on, next to a proxy that does nothing, nginx and no proxy at
 * all, in one run on one machine. docs/performance.md says how it is measured and what came out.
 */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { type InProcess, measureInProcess } from "./in-process/measure.js";
import { type Cell, runRounds } from "./load/rounds.js";
import { type Row, summarise } from "./load/summary.js";
import { startListening, stop } from "./machine/child.js";
import { residentMegabytes } from "./machine/cpu.js";
import { isInMemory, makeFolder } from "./machine/folder.js";
import { measureOpenStreams } from "./open-streams/measure.js";
import { type Options, readOptions, usage } from "./options.js";
import { writeIntoDocs } from "./report/docs.js";
import { headline, loadTable } from "./report/load.js";
import { quietness } from "./report/quietness.js";
import { inProcessTable, openStreamsTable, scanTable, startUpTable } from "./report/small.js";
import { stdioTables } from "./report/stdio.js";
import { measureScan } from "./scan/measure.js";
import { measureStartUp, type StartUp } from "./start-up.js";
import { measureStdio } from "./stdio/measure.js";
import { startSubjects } from "./subjects/start.js";
import type { Subject } from "./subjects/subject.js";

type Load = {
  readonly rows: readonly Row[];
  readonly cells: readonly Cell[];
  readonly residentMegabytes: Readonly<Record<string, number | undefined>>;
};

/** What was said, for the page of the docs. */
const said: string[] = [];

function say(line: string): void {
  said.push(line);
  console.log(line);
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") {
    say(usage);
    return 0;
  }
  const begun = performance.now();
  const folder = makeFolder(options.folder);
  say(`${describeMachine()}, ${describeRounds(options)}`);
  say(`cores ${options.awake ? "kept awake" : "left to fall idle"} between calls`);
  if (isInMemory(folder)) {
    say("the data folder is in memory: commits cost less than on a disk; name another with --folder");
  }
  const upstream = await startListening("processes/upstream");
  const upstreamUrl = `http://127.0.0.1:${upstream.port}/mcp`;
  const inProcess = options.parts.includes("in-process") ? await measureInProcess(folder) : undefined;
  const startUp = options.parts.includes("start-up")
    ? await measureStartUp(folder, upstreamUrl, options.startUps)
    : undefined;
  const load = options.parts.includes("load") ? await measureLoad(folder, upstream, options) : undefined;
  const streams = options.parts.includes("streams") ? await measureOpenStreams(folder, upstreamUrl) : undefined;
  const scan = options.parts.includes("scan") ? await measureScan(folder, options.startUps) : undefined;
  const stdio = options.parts.includes("stdio")
    ? await measureStdio(folder, upstream, options, showProgress)
    : undefined;
  await stop(upstream.child);
  showSmall(inProcess, startUp);
  say(`\ntook ${Math.round((performance.now() - begun) / 1_000)} s`);
  if (options.json !== undefined) {
    const document = { machine: describeMachine(), options, inProcess, startUp, load, streams, scan, stdio };
    writeFileSync(options.json, `${JSON.stringify(document, null, 2)}\n`);
  }
  if (options.docs && load !== undefined) {
    writeIntoDocs("bench", said.join("\n"));
  }
  if (streams !== undefined) {
    showApart("streams", describeMachine(), openStreamsTable(streams), options);
  }
  if (scan !== undefined) {
    showApart("scan", `${describeMachine()}, medians`, scanTable(scan), options);
  }
  if (stdio !== undefined) {
    const how = `${describeMachine()}, ${describeRounds(options)}`;
    showApart("stdio", how, `${stdioTables(stdio)}\n\n${quietness(stdio.cells)}`, options);
    const wrong = stdio.cells.find((cell) => cell.errors > 0);
    if (wrong !== undefined) {
      say(`\nERRORS, first (${wrong.title}, ${wrong.inFlight} in flight): ${wrong.firstError}`);
    }
  }
  const cells = [...(load?.cells ?? []), ...(stdio?.cells ?? [])];
  return cells.some((cell) => cell.errors > 0) ? 1 : 0;
}

/** Shows what has a block of its own in the docs. */
function showApart(block: string, how: string, tables: string, { docs }: Options): void {
  console.log(`\n${tables}`);
  if (docs) {
    writeIntoDocs(block, `${how}\n\n${tables}`);
  }
}

type Upstream = Awaited<ReturnType<typeof startListening>>;

async function measureLoad(folder: string, upstream: Upstream, options: Options): Promise<Load> {
  const subjects = await startSubjects(options.subjects, upstream, folder, say);
  try {
    const cells = await runRounds(subjects, upstream.pid, options, showProgress);
    const resident = subjects.map(({ id, pids }) => [id, residentMegabytes(pids)] as const);
    const load = { rows: summarise(cells), cells, residentMegabytes: Object.fromEntries(resident) };
    showLoad(load, subjects, options);
    return load;
  } finally {
    await Promise.all(subjects.map((subject) => subject.stop()));
  }
}

function showLoad({ rows, cells, residentMegabytes }: Load, subjects: readonly Subject[], options: Options): void {
  say(`\n${headline(rows, subjects)}`);
  for (const kind of options.kinds) {
    say(`\n${loadTable(kind, rows, subjects)}`);
  }
  const memory = subjects.map(({ id, title }) => `${title} ${residentMegabytes[id]?.toFixed(0) ?? "-"}`);
  say(`\nresident memory after the load, MB: ${memory.join(", ")}`);
  say(quietness(cells));
  const wrong = cells.find((cell) => cell.errors > 0);
  if (wrong !== undefined) {
    say(`\nERRORS, first (${wrong.subject}, ${wrong.kind}, ${wrong.connections} connections): ${wrong.firstError}`);
  }
}

function showSmall(inProcess: InProcess | undefined, startUp: StartUp | undefined): void {
  if (inProcess !== undefined) {
    say(`\n${inProcessTable(inProcess)}`);
  }
  if (startUp !== undefined) {
    say(`\n${startUpTable(startUp)}`);
  }
}

function showProgress(done: number, all: number, what: string): void {
  if (process.stderr.isTTY) {
    process.stderr.write(`\r\x1b[K${done}/${all} ${what}${done + 1 === all ? "\r\x1b[K" : ""}`);
  }
}

function describeRounds({ generation, rounds, seconds }: Options): string {
  return `protocol ${generation}, ${rounds} rounds of ${seconds} s, medians`;
}

function describeMachine(): string {
  return `${cpus().length} cores, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
}

process.exitCode = await main().catch((error: Error) => {
  console.error(error.message);
  return 1;
});
process.exit();
