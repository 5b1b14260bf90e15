/** Power cuts by the hundred: one run of a process is written down, and played through to many points. */
import { execFile } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Random } from "../../packages/gateway/test/support/random.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { Disk } from "./disk.js";
import { readJournal } from "./journal.js";
import { lookFor, type Told, toldBy } from "./told.js";

export type CutsOptions = {
  readonly durability: "process" | "power";
  readonly calls: number;
  /** How many cuts; at each the disk keeps nothing that was not synced, and then, another time, anything. */
  readonly cuts: number;
  readonly seed: number;
  /** A disk that says it has synced and has not. */
  readonly lyingDisk?: boolean;
};

export type CutsResult = {
  readonly entries: number;
  readonly syncs: number;
  readonly cuts: number;
  /** Cuts after which something was missing of what had been told, and how much was at most. */
  readonly cutsWithLoss: number;
  readonly mostLost: number;
  /** Cuts after which something was half written or did not fit together. */
  readonly unsound: readonly string[];
};

const run = promisify(execFile);

/** Compiles the journal's library; rejects where there is no compiler. */
export async function compileJournal(folder: string): Promise<string> {
  const library = join(folder, "journal.so");
  const source = fileURLToPath(new URL("./journal.c", import.meta.url));
  await run("cc", [
    "-shared",
    "-fPIC",
    "-O1",
    "-Wall",
    "-Wextra",
    "-Werror",
    "-o",
    library,
    source,
    "-ldl",
    "-lpthread",
  ]);
  return library;
}

/** Runs `work.ts` with this durability once and cuts the power at random points of it. */
export async function cutPower({ durability, calls, cuts, seed, lyingDisk = false }: CutsOptions): Promise<CutsResult> {
  const folder = await temporaryFolder("power");
  try {
    const watched = join(folder.path, "watched");
    const journal = join(folder.path, "journal");
    mkdirSync(watched);
    const env = {
      ...process.env,
      LD_PRELOAD: await compileJournal(folder.path),
      POWER_FOLDER: watched,
      POWER_JOURNAL: journal,
    };
    const script = fileURLToPath(new URL("./work.ts", import.meta.url));
    const flags = ["--import", "tsx", "--conditions=@turnpike/source"];
    await run(process.execPath, [...flags, script, watched, durability, String(calls)], { env });
    return await play({ watched, journal, after: join(folder.path, "after"), lyingDisk }, cuts, new Random(seed));
  } finally {
    await folder.remove();
  }
}

type Played = {
  readonly watched: string;
  readonly journal: string;
  readonly after: string;
  readonly lyingDisk: boolean;
};

async function play({ watched, journal, after, lyingDisk }: Played, cuts: number, random: Random): Promise<CutsResult> {
  const ops = readJournal(journal);
  const disk = new Disk(watched);
  const told: Told[] = [];
  const points = new Set(Array.from({ length: cuts }, () => random.below(ops.length)));
  const losses: number[] = [];
  const unsound: string[] = [];
  for (const [index, op] of ops.entries()) {
    if (points.has(index)) {
      for (const kept of ["nothing", "anything"] as const) {
        mkdirSync(after);
        disk.cut(after, kept, random);
        const found = await lookFor(join(after, "data"), told).catch((thrown: unknown) => ({
          lost: told.length,
          unsound: [String(thrown)],
        }));
        losses.push(found.lost);
        unsound.push(
          ...found.unsound.map((what) => `cut before entry ${index} of ${ops.length}, ${kept} kept: ${what}`),
        );
        rmSync(after, { recursive: true });
      }
    }
    if (op.kind !== "sync" || !lyingDisk) disk.happen(op);
    told.push(...toldBy(op));
  }
  const syncs = ops.filter((op) => op.kind === "sync").length;
  const cutsWithLoss = losses.filter((lost) => lost > 0).length;
  return { entries: ops.length, syncs, cuts: losses.length, cutsWithLoss, mostLost: Math.max(...losses), unsound };
}
