/** What a gateway process holds: memory after a collection of garbage, open files, sessions. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export type Measure = {
  readonly minute: number;
  readonly rssMb: number;
  readonly heapMb: number;
  readonly files: number;
  readonly sessions: number;
};

export type Measured = { readonly pid: number; readonly url: string; readonly heapFile: string };

const HEARD_MS = 10_000;

/** Measures a gateway that `heap-preload` was loaded into. */
export async function measure({ pid, url, heapFile }: Measured, minute: number): Promise<Measure> {
  const before = lines(heapFile).length;
  process.kill(pid, "SIGUSR2");
  for (const until = Date.now() + HEARD_MS; lines(heapFile).length === before; await sleep(10)) {
    if (Date.now() > until) throw new Error("the gateway did not say what memory it holds");
  }
  const { rss, heapUsed } = JSON.parse(lines(heapFile).at(-1) ?? "") as { rss: number; heapUsed: number };
  const files = readdirSync(`/proc/${pid}/fd`).length;
  return { minute, rssMb: megabytes(rss), heapMb: megabytes(heapUsed), files, sessions: await openSessions(url) };
}

/** Sessions open at the gateway. */
export async function openSessions(url: string): Promise<number> {
  const text = await (await fetch(new URL("/metrics", url))).text();
  return Number(/^turnpike_sessions (\d+)$/m.exec(text)?.[1]);
}

function lines(file: string): readonly string[] {
  return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
}

const megabytes = (bytes: number) => Math.round(bytes / 100_000) / 10;
