/** How long the commands take that people wait for, each as a fresh process. */
import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { pidOf, stop } from "./machine/child.js";
import { residentMegabytes } from "./machine/cpu.js";
import { median } from "./report/figures.js";
import { prepare, start, turnpike } from "./subjects/gateway.js";

export type StartUp = {
  /** Until the line that says it is ready, on an empty folder (with its migrations) and on one in use. */
  readonly firstStartMs: number;
  readonly startMs: number;
  readonly policyValidateMs: number;
  readonly residentMegabytes: number | undefined;
};

/** Medians over the given number of runs. */
export async function measureStartUp(folder: string, upstreamUrl: string, runs: number): Promise<StartUp> {
  const prepared = prepare(join(mkdtempSync(join(folder, "start-")), "data"), ["--upstream", upstreamUrl]);
  const resident: (number | undefined)[] = [];
  const firsts: number[] = [];
  const starts: number[] = [];
  const validates: number[] = [];
  for (let i = 0; i < runs; i++) {
    firsts.push(await timeStart(mkdtempSync(join(folder, "start-")), []));
    starts.push(await timeStart(prepared.data, resident));
    validates.push(timeValidate(prepared.policyFile));
  }
  return {
    firstStartMs: median(firsts),
    startMs: median(starts),
    policyValidateMs: median(validates),
    residentMegabytes: resident[0] === undefined ? undefined : median(resident.filter((size) => size !== undefined)),
  };
}

async function timeStart(data: string, resident: (number | undefined)[]): Promise<number> {
  const begun = performance.now();
  const { child } = await start(data, "process");
  const took = performance.now() - begun;
  resident.push(residentMegabytes([pidOf(child)]));
  await stop(child);
  return took;
}

function timeValidate(policyFile: string): number {
  const begun = performance.now();
  const done = spawnSync(process.execPath, [turnpike, "policy", "validate", policyFile, "--json"], {
    encoding: "utf8",
  });
  if (done.status !== 0) {
    throw new Error(`turnpike policy validate: ${done.stdout}${done.stderr}`);
  }
  return performance.now() - begun;
}
