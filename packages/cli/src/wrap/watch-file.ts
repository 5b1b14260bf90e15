/**
 * Tells when a file is another one: written, replaced by a rename, taken away or put back. The folder is watched, since
 * a watch on the file itself is lost with the first rename; and the file is looked at now and then, since not every
 * file system tells of changes. An edit counts when the file has stayed the same for a moment: half of a document may
 * be a valid one, with fewer rules.
 */
import { type FSWatcher, watch } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const lookEveryMs = 2_000;
const settledMs = 100;

/**
 * Calls back once at the beginning, since the file may have changed after it was read, and then after each change, one
 * call at a time, until the returned function is called. Where `changed` answers false it is called again a while later.
 */
export function watchFile(file: string, changed: () => Promise<boolean>): () => void {
  const stop = new AbortController();
  let known: string | undefined;
  let looking = false;
  let lookAgain = false;

  async function look(): Promise<void> {
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = true;
    do {
      lookAgain = false;
      if ((await identity(file)) === known) continue;
      const now = await settled(file, stop.signal);
      if (!stop.signal.aborted) known = (await changed()) ? now : undefined;
    } while (lookAgain && !stop.signal.aborted);
    looking = false;
  }
  const timer = setInterval(() => void look(), lookEveryMs).unref();
  const watcher = watchFolder(path.dirname(path.resolve(file)), () => void look());
  void look();
  return () => {
    stop.abort();
    clearInterval(timer);
    watcher?.close();
  };
}

/** Where folders cannot be watched, looking now and then has to do. */
function watchFolder(folder: string, onEvent: () => void): FSWatcher | undefined {
  try {
    return watch(folder, { persistent: false }, onEvent).on("error", () => undefined);
  } catch {
    return undefined;
  }
}

/** What tells a file from another one at the same place, and from itself after an edit. */
async function identity(file: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeNs } = await stat(file, { bigint: true });
    return [dev, ino, size, mtimeNs].join(" ");
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "unknown";
  }
}

async function settled(file: string, stop: AbortSignal): Promise<string> {
  let now = await identity(file);
  for (;;) {
    await sleep(settledMs, undefined, { signal: stop, ref: false }).catch(() => undefined);
    const next = await identity(file);
    if (next === now || stop.aborted) return now;
    now = next;
  }
}
