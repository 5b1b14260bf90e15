/**
 * Draws the README's picture: `turnpike demo` is run on a terminal (by `script`, of util-linux) with fresh books, and what it prints is drawn.
 *
 * `npm run picture` writes docs/demo.svg; a test holds what it says against what the command prints.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { terminalSvg } from "./terminal-svg.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const command = "npx --no turnpike demo";

const data = await mkdtemp(join(tmpdir(), "turnpike-picture-"));
try {
  const env = { ...process.env, TURNPIKE_DATA: data, TERM: "xterm", NO_COLOR: undefined };
  const onTerminal = ["--quiet", "--return", "--command", `${command} 2>/dev/null`, "/dev/null"];
  const { stdout } = await promisify(execFile)("script", onTerminal, { cwd: root, env });
  const title = "A scripted agent at a company's books: what it may do is done, what the policy refuses is not";
  await writeFile(join(root, "docs/demo.svg"), terminalSvg(`$ ${command}\n\n${stdout}`, title));
} finally {
  await rm(data, { recursive: true, force: true });
}
