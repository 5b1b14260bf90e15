/** Commands of a page, run as a reader would: in a shell, in a folder with the page's files, with the built binary. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { turnpikeBinary } from "../support/gateway-process.js";

/** What a command printed, both streams as a terminal shows them. */
export type Shown = { readonly code: number | null; readonly output: string };

const functions = 'turnpike() { "$NODE" "$BINARY" "$@"; }\n';

/**
 * Runs a line of shell; `npx --no turnpike` and `turnpike` are the built binary. With `until`, the command is told to
 * stop once it has printed that.
 */
export async function shell(
  line: string,
  place: { readonly cwd: string; readonly env?: Readonly<Record<string, string>>; readonly until?: string },
): Promise<Shown> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(TURNPIKE_|NODE_OPTIONS|VITEST|npm_)/.test(name));
  const own = { NO_COLOR: "1", NODE: process.execPath, BINARY: turnpikeBinary };
  const text = line.replaceAll(/npx --no (?:-- )?turnpike/g, "turnpike");
  // A command that is stopped is the shell's last, and takes its place, so that the signal reaches it.
  const script =
    place.until === undefined ? functions + text : `exec ${text.replace(/^turnpike/, '"$NODE" "$BINARY"')}`;
  const child = spawn("bash", ["-c", script], {
    cwd: place.cwd,
    env: { ...Object.fromEntries(inherited), ...own, ...place.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let stopped = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      // Once: a second signal would not let it finish.
      if (stopped || place.until === undefined || !output.includes(place.until)) return;
      stopped = child.kill("SIGTERM");
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output: output.trim() };
}
