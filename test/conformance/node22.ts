/**
 * Node 22 for the suite, which does not load on Node 20, while everything else stays on the Node that runs this.
 *
 * The binary comes from the package that the npm package `node@22` installs for this platform. It stands in a folder of
 * its own with its own lockfile: as a dependency of the workspace its `node` would enter `node_modules/.bin` and take
 * over every npm script. It is installed the first time it is needed.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const folder = fileURLToPath(new URL("./node22", import.meta.url));

/** The path of a Node that runs the suite. */
export async function node22(): Promise<string> {
  if (Number(process.versions.node.split(".")[0]) >= 22) return process.execPath;
  const binary = join(
    folder,
    "node_modules",
    packageName(),
    process.platform === "win32" ? "bin/node.exe" : "bin/node",
  );
  if (!existsSync(binary)) await install();
  if (!existsSync(binary))
    throw new Error(`no Node 22 for ${process.platform} ${process.arch}: run this on Node 22 itself`);
  return binary;
}

function packageName(): string {
  const platform = process.platform === "win32" ? "win" : process.platform;
  return `${platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node"}-${platform}-${process.arch}`;
}

async function install(): Promise<void> {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const shell = process.platform === "win32";
  await promisify(execFile)(npm, ["ci", "--ignore-scripts"], { cwd: folder, shell });
}
