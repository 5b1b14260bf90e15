/** A small disk of its own for a test, to be filled and to be made read-only; gone after the test. */

import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { afterEach, type TestContext } from "vitest";
import { newFolder } from "./sqlite-place.js";

const mounted: string[] = [];

afterEach(() => {
  for (const path of mounted.splice(0)) {
    mountCommand("umount", path);
    rmSync(path, { recursive: true, force: true });
  }
});

/** Runs `mount` or `umount`. */
export function mountCommand(command: "mount" | "umount", ...args: readonly string[]): void {
  execFileSync(command, args, { stdio: "ignore" });
}

/** Where none can be mounted the test is left out, but not in CI. */
export function smallDisk(context: TestContext, size = "2m"): string {
  const path = newFolder();
  try {
    mountCommand("mount", "-t", "tmpfs", "-o", `size=${size}`, "tmpfs", path);
  } catch (thrown) {
    rmSync(path, { recursive: true, force: true });
    if (process.env.CI === "true") throw thrown;
    context.skip("a small disk cannot be mounted here, so nothing was tested");
  }
  mounted.push(path);
  return path;
}
