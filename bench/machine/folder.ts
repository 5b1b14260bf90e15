/** The folder in which a run keeps what it makes: on a disk, since a record in memory is no durable record. */
import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const IN_MEMORY = new Set([0x01021994, 0x858458f6]);

/** Makes the folder; it is removed when the process ends, also by a signal. */
export function makeFolder(parent: string | undefined): string {
  const folder = mkdtempSync(join(parent ?? tmpdir(), "turnpike-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  process.once("SIGINT", () => process.exit(130));
  process.once("SIGTERM", () => process.exit(143));
  return folder;
}

/** Whether the folder is on a file system that lives in memory (tmpfs, ramfs). */
export function isInMemory(folder: string): boolean {
  return IN_MEMORY.has(statfsSync(folder).type);
}
