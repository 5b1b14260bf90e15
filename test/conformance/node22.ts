/**
 * Node 22 for the suite, which does not load on Node 20, while everything else stays on the Node that runs this.
 *
 * The binary comes from the package that the npm package `node@22` installs for this platform. As a dependency of the
 * workspace its `node` would enter `node_modules/.bin` and take over every npm script.
 */
import { fileURLToPath } from "node:url";
import { installedApart } from "../../bench/machine/installed-apart.js";

const folder = fileURLToPath(new URL("./node22", import.meta.url));

/** The path of a Node that runs the suite. */
export async function node22(): Promise<string> {
  if (Number(process.versions.node.split(".")[0]) >= 22) return process.execPath;
  const binary = await installedApart(
    folder,
    `${packageName()}/${process.platform === "win32" ? "bin/node.exe" : "bin/node"}`,
  );
  if (binary === undefined) {
    throw new Error(`no Node 22 for ${process.platform} ${process.arch}: run this on Node 22 itself`);
  }
  return binary;
}

function packageName(): string {
  const platform = process.platform === "win32" ? "win" : process.platform;
  return `${platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node"}-${platform}-${process.arch}`;
}
