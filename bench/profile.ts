/**
 * `npm run bench:profile`: the gateway under `--cpu-prof` with eight connections calling a tool answered as JSON, and
 * where its time went: by stage and module, and function by function. Figures are higher than the bench's by what the
 * profiler costs; what counts is their proportion.
 */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hrtime } from "node:process";
import { parseArgs } from "node:util";
import type { CellOrder, CellResult } from "./load/cell.js";
import { nextMessage, startListening, startModule } from "./machine/child.js";
import { makeFolder } from "./machine/folder.js";
import { type Attribution, attribute, type CpuProfile, type Share } from "./profile/attribute.js";
import { writeIntoDocs } from "./report/docs.js";
import { table } from "./report/table.js";
import { converse, openSessions } from "./subjects/acquaint.js";
import { gatewaySubject } from "./subjects/gateway.js";
import { type Kind, kinds } from "./traffic/messages.js";

const CONNECTIONS = 8;
const WARM_UP_SECONDS = 3;
const SAMPLE_MICROS = 250;

type Asked = {
  readonly kind: Kind;
  readonly seconds: number;
  readonly top: number;
  /** A folder in which the profile stays. */
  readonly keep: string | undefined;
  /** Whether what is printed also goes into docs/performance.md. */
  readonly docs: boolean;
};

function readArguments(): Asked {
  const { values } = parseArgs({
    options: {
      row: { type: "string", default: "json" },
      seconds: { type: "string", default: "8" },
      top: { type: "string", default: "40" },
      keep: { type: "string" },
      docs: { type: "boolean", default: false },
    },
  });
  const kind = kinds.find((one) => one === values.row);
  if (kind === undefined) {
    throw new Error(`--row: \`${values.row}\` is none of ${kinds.join(", ")}`);
  }
  return { kind, seconds: Number(values.seconds), top: Number(values.top), keep: values.keep, docs: values.docs };
}

async function main(): Promise<void> {
  const asked = readArguments();
  const folder = makeFolder(undefined);
  const profiles = asked.keep ?? join(folder, "profiles");
  mkdirSync(profiles, { recursive: true });
  const upstream = await startListening("processes/upstream");
  const nodeArgs = ["--cpu-prof", "--cpu-prof-dir", profiles, "--cpu-prof-interval", String(SAMPLE_MICROS)];
  const subject = await gatewaySubject("gateway", `http://127.0.0.1:${upstream.port}/mcp`, folder, nodeArgs);
  const sessions = await openSessions(subject, "2025-11-25");
  const conversation = await converse(subject, asked.kind, "2025-11-25", sessions);
  const generator = startModule("processes/generator");
  const load = (seconds: number) => {
    const order: CellOrder = {
      port: subject.port,
      ...conversation,
      connections: CONNECTIONS,
      warmUpSeconds: 0,
      seconds,
      processes: { subject: subject.pids },
    };
    const result = nextMessage<CellResult>(generator);
    generator.send(order);
    return result;
  };
  await load(WARM_UP_SECONDS);
  const from = monotonicMicros();
  const result = await load(asked.seconds);
  const to = monotonicMicros();
  await subject.stop();
  const text = report(attribute(readProfile(profiles), from, to), result, asked);
  console.log(text);
  if (asked.docs) {
    writeIntoDocs("profile", text);
  }
}

function monotonicMicros(): number {
  return Number(hrtime.bigint() / 1_000n);
}

function readProfile(folder: string): CpuProfile {
  const newest = readdirSync(folder)
    .filter((name) => name.endsWith(".cpuprofile"))
    .toSorted()
    .at(-1);
  if (newest === undefined) {
    throw new Error("the gateway wrote no profile: it did not end by itself");
  }
  return JSON.parse(readFileSync(join(folder, newest), "utf8")) as CpuProfile;
}

function report(attribution: Attribution, { calls, errors, cpuMicros }: CellResult, { kind, top }: Asked): string {
  const perCall = (attribution.micros / calls).toFixed(1);
  const cpu = ((cpuMicros.subject ?? Number.NaN) / calls).toFixed(1);
  const line = ({ name, micros }: Share) => [name, micros / calls, (micros / attribution.micros) * 100];
  const columns = (title: string) => [title, "µs/call", "%"];
  const functions = attribution.functions.slice(0, top).map((one) => [...line(one), one.group, one.place]);
  return [
    `${calls} calls (${kind}, ${CONNECTIONS} connections), ${errors} errors; under the profiler a call took ${perCall} µs of the main thread, ${cpu} µs of CPU in all threads`,
    table(columns("caused by"), attribution.caused.map(line), [0, 1, 1]),
    table(columns("own time of"), attribution.own.map(line), [0, 1, 1]),
    table([...columns("function"), "module", "place"], functions, [0, 2, 1]),
  ].join("\n\n");
}

await main();
process.exit();
