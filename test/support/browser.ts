/** Debian's chromium, where it is installed, driven by playwright-core: nothing is downloaded. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome"];

/** The first of its names on the PATH. */
function executable(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(canRun);
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const executablePath = executable();

/** Whether a browser is there. */
export const hasBrowser = executablePath !== undefined;

/** How a test that needs it is named when it is skipped. */
export const browserMissing = hasBrowser ? "" : " (skipped: install chromium to run it)";

/** Starts a browser, which the caller closes. It has no sandbox, since tests in containers run as root, and none is offered there. */
export async function browser(): Promise<Browser> {
  if (executablePath === undefined) throw new Error(`no browser: none of ${names.join(", ")} is on the PATH`);
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}
