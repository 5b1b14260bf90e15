/** Ends a child with all that it has started. */
import { spawn } from "node:child_process";

/** From the asking to the forcing. */
export const STOP_GRACE_MS = 2_000;

/** Signals the child's whole process group; Windows has none, and ends the tree at once whatever the signal. */
export function killTree(pid: number | undefined, signal: "SIGTERM" | "SIGKILL"): void {
  if (pid === undefined) {
    return;
  }
  if (process.platform === "win32") {
    spawn("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore", windowsHide: true }).on(
      "error",
      () => undefined,
    );
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // There is nobody left in the group.
  }
}
