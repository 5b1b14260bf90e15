/**
 * Whether the database can be trusted, asked by the first process that opens it. What decides and counts is checked
 * whole; the records of calls, which may be gigabytes, where they are read. SQLite finds pages that make no sense, not a
 * digit that was changed.
 */

import { copyFileSync, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { StoreFault } from "../ports/errors.js";
import type { Connection } from "./connection.js";
import { DAMAGED } from "./faults.js";
import type { Folder } from "./folder.js";
import { isLockHeld } from "./lock.js";
import { commitsPassedOver } from "./wal.js";

const CHECKED = ["meta", "organisations", "servers", "policies", "policy_versions", "grants", "counters", "instances"];

/** Fault: `store_damaged`. Throws what SQLite throws. */
export function checkSoundness({ db }: Connection, folder: Folder): void {
  if (someoneLives(folder)) return;
  for (const table of CHECKED) refuseUnlessOk(db.pragma(`quick_check(${table})`, { simple: true }));
}

/**
 * Looks through the write-ahead log that a crash left, before anything is written. Where commits in it cannot be read it
 * is kept aside, what can be read is taken over, all of the database is checked, and the operator is told. SQLite has no
 * locks on that file, so reading it beside SQLite drops none.
 */
export function recoverLog({ db }: Connection, folder: Folder, report: (line: string) => void): void {
  const log = `${folder.database}-wal`;
  if (!existsSync(log) || statSync(log).size === 0 || someoneLives(folder)) return;
  const lost = commitsPassedOver(log);
  if (lost === 0) return;
  const kept = join(folder.copies, `damaged-${Date.now()}.db-wal`);
  copyFileSync(log, kept);
  db.pragma("wal_checkpoint(truncate)");
  refuseUnlessOk(db.pragma("integrity_check", { simple: true }));
  report(
    `the end of the write-ahead log could not be read, and ${lost} of the last commits of calls are lost: a power cut ` +
      `does that under \`durability: process\`; if there was none, look after the disk. The log is kept as \`${kept}\``,
  );
}

/** Whether a process that makes calls has the folder open: it has looked itself, and works on. */
function someoneLives({ locks }: Folder): boolean {
  return readdirSync(locks).some((name) => name.startsWith("ins_") && isLockHeld(join(locks, name)));
}

function refuseUnlessOk(found: unknown): void {
  if (found !== "ok") throw new StoreFault("store_damaged", `${DAMAGED} (${found})`);
}
