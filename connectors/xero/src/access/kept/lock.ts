/**
 * One process at a time, by a file that only one can make.
 *
 * A lock whose owner is dead, or has held it longer than any renewal takes, is broken. Who breaks it holds a second lock
 * for the moment in which it looks again and removes, so that two who both saw the dead one do not remove a living one.
 */
import { randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import type { Clock } from "../clock.js";
import { makeFile } from "./write.js";

const staleMs = 90_000;
const pollMs = 25;

/** Runs `work` while no other process that asks for this lock runs its own. Rejects when the file cannot be made at all. */
export async function locked<T>(path: string, clock: Clock, work: () => Promise<T>): Promise<T> {
  const mine = JSON.stringify({ host: hostname(), pid: process.pid, at: clock.now(), id: randomUUID() });
  while (!makeFile(path, mine)) {
    if (!breakStale(path, clock)) await clock.wait(pollMs);
  }
  try {
    return await work();
  } finally {
    if (read(path) === mine) rmSync(path, { force: true });
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Removes the lock if it is stale, and says whether it is worth trying again at once. */
function breakStale(path: string, clock: Clock): boolean {
  const seen = read(path);
  if (seen === undefined) return true;
  if (!isStale(seen, clock.now())) return false;
  const breaking = `${path}.breaking`;
  const mine = JSON.stringify({ host: hostname(), pid: process.pid, at: clock.now() });
  if (!makeFile(breaking, mine)) {
    // Held for less than a moment, so what is found here for long was left by a breaker who was killed.
    const left = read(breaking);
    if (left !== undefined && isStale(left, clock.now())) rmSync(breaking, { force: true });
    return false;
  }
  try {
    if (read(path) === seen) rmSync(path, { force: true });
    return true;
  } finally {
    rmSync(breaking, { force: true });
  }
}

function isStale(content: string, now: number): boolean {
  const owner = ownerIn(content);
  if (owner === undefined) return true;
  if (owner.host === hostname() && !isAlive(owner.pid)) return true;
  return Math.abs(now - owner.at) > staleMs;
}

type Owner = { readonly host: string; readonly pid: number; readonly at: number };

/** Who made the lock; undefined where the file is not one of ours. */
function ownerIn(content: string): Owner | undefined {
  try {
    const { host, pid, at } = JSON.parse(content) as Partial<Owner>;
    return typeof host === "string" && typeof pid === "number" && typeof at === "number"
      ? { host, pid, at }
      : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
