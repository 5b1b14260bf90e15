/**
 * Packages that stand in a folder of their own, with their own lockfile, because they need another Node than the
 * workspace, would put binaries in its way, or are needed by one measurement alone. They are installed the first time they
 * are needed.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/** The path of a file of such a folder's `node_modules`; undefined when its packages do not have it on this platform. */
export async function installedApart(folder: string, file: string): Promise<string | undefined> {
  const path = join(folder, "node_modules", file);
  if (!existsSync(path)) {
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const shell = process.platform === "win32";
    await promisify(execFile)(npm, ["ci", "--ignore-scripts"], { cwd: folder, shell });
  }
  return existsSync(path) ? path : undefined;
}
