/** The in-process and start-up figures for people. */
import type { InProcess } from "../in-process/measure.js";
import type { OpenStreams } from "../open-streams/measure.js";
import type { Scan } from "../scan/measure.js";
import type { StartUp } from "../start-up.js";
import { table } from "./table.js";

export function openStreamsTable(measured: readonly OpenStreams[]): string {
  const head = [
    "protocol",
    "MB before",
    "MB open",
    "MB loaded",
    "µs a call before",
    "µs a call open",
    "told: median ms",
    "last",
  ];
  const rows = measured.map((one) => {
    const memory = [one.before, one.open, one.loaded];
    return [one.generation, ...memory, one.callBefore, one.callOpen, one.toldMedian, one.toldLast];
  });
  return `${measured[0]?.streams} open streams, each of a grant of its own (bar: 200 MB)\n${table(head, rows, [])}`;
}

export function inProcessTable({ rows }: InProcess): string {
  const lines = rows.map(({ what, micros }) => [what, micros]);
  return `single steps, called directly\n${table(["step", "µs"], lines, [0, 2])}`;
}

export function scanTable({ servers, tools, seconds, steps }: Scan): string {
  const of = (count: number) => count.toLocaleString("en");
  const lines = steps.map(({ what, micros }) => [what, micros, what === "classify" ? 50 : undefined]);
  const whole = `turnpike scan --list, ${of(servers)} servers with ${of(tools)} tools from files: ${seconds.toFixed(1)} s`;
  return `${whole}\n${table(["step, one tool", "µs of CPU", "bar"], lines, [0, 1])}`;
}

export function startUpTable(startUp: StartUp): string {
  const lines = [
    ["start on an empty folder, until ready", startUp.firstStartMs, 2_000],
    ["start on a folder in use, until ready", startUp.startMs, 2_000],
    ["policy validate, 62 tools", startUp.policyValidateMs, 300],
  ];
  const memory = startUp.residentMegabytes?.toFixed(0) ?? "-";
  return `start-up, medians (resident memory when ready: ${memory} MB)\n${table(["what", "ms", "bar"], lines, [])}`;
}
