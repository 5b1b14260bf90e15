/** Debian's php-cli, where it is installed. */
import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";

function hasPhpWithCurl(): boolean {
  try {
    return execFileSync("php", ["-m"], { encoding: "utf8" }).split("\n").includes("curl");
  } catch {
    return false;
  }
}

/** Whether `php` is there, with curl. */
export const hasPhp = hasPhpWithCurl();

/** How a test that needs it is named when it is skipped. */
export const phpMissing = hasPhp ? "" : " (skipped: install php-cli and php-curl to run it)";

/** Runs code, which begins with `<?php`; gives what it printed. */
export async function runPhp(code: string): Promise<string> {
  const { stdout } = await promisify(execFile)("php", [
    "-d",
    "max_input_vars=100000",
    "-r",
    code.replace(/^<\?php\s/, ""),
  ]);
  return stdout;
}
