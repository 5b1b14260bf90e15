/**
 * Tasks that servers have begun for calls, of both protocol generations: whose they are and by which tool. For any
 * other grant a task does not exist; its own grant may ask about it as long as the tool is one it may know of.
 *
 * Kept in memory: after a restart every task is unknown, which errs on the side of refusing. What is asked about within
 * an hour is kept whatever the server said, since servers lengthen the life of tasks that still run.
 */
import { isJsonObject, type JsonValue, readJson } from "@turnpike/json";

const SLACK_MS = 60 * 60_000;
const LONGEST_MS = 7 * 24 * 60 * 60_000;
const MOST_OF_A_GRANT = 1_000;
const SWEEP_MS = 60_000;

/** A task as the answer that began it tells: its id and how long the server keeps it, null for ever. */
export type BegunTask = { readonly taskId: string; readonly ttlMs: number | null };

type Owner = { readonly server: { readonly id: string }; readonly grant: { readonly id: string } };
type OwnedTask = { readonly tool: string; until: number };

export class Tasks {
  /** By grant, the oldest first. */
  readonly #byGrant = new Map<string, Map<string, OwnedTask>>();
  #sweptAt = 0;

  bind(owner: Owner, tool: string, { taskId, ttlMs }: BegunTask, now: number): void {
    let tasks = this.#byGrant.get(owner.grant.id);
    if (tasks === undefined) {
      tasks = new Map();
      this.#byGrant.set(owner.grant.id, tasks);
    }
    const key = keyOf(owner, taskId);
    tasks.delete(key);
    for (const oldest of tasks.keys()) {
      if (tasks.size < MOST_OF_A_GRANT) {
        break;
      }
      tasks.delete(oldest);
    }
    tasks.set(key, { tool, until: now + Math.min((ttlMs ?? LONGEST_MS) + SLACK_MS, LONGEST_MS) });
  }

  /** The tool that began this task for this grant; undefined for one that is another's, over or unknown. */
  toolOf(owner: Owner, taskId: string, now: number): string | undefined {
    const task = this.#byGrant.get(owner.grant.id)?.get(keyOf(owner, taskId));
    if (task === undefined || task.until <= now) {
      return undefined;
    }
    task.until = Math.max(task.until, now + SLACK_MS);
    return task.tool;
  }

  /** Forgets what is over; looks once a minute at most. */
  sweep(now: number): void {
    if (now - this.#sweptAt < SWEEP_MS) {
      return;
    }
    this.#sweptAt = now;
    for (const [grantId, tasks] of this.#byGrant) {
      for (const [key, { until }] of tasks) {
        if (until <= now) {
          tasks.delete(key);
        }
      }
      if (tasks.size === 0) {
        this.#byGrant.delete(grantId);
      }
    }
  }
}

/**
 * The task that an answer begins: `result.task` in 2025-11-25, the result itself in 2026-07-28. Undefined when the
 * answer can be read in two ways, so that nobody is let near a task by a reading that the server does not share.
 */
export function begunTask(answer: string): BegunTask | undefined {
  const read = readJson(answer);
  const result = read.ok && isJsonObject(read.value) ? read.value.result : undefined;
  if (!isJsonObject(result)) {
    return undefined;
  }
  const flat = result.resultType === "task";
  const task = flat ? result : result.task;
  if (!isJsonObject(task) || typeof task.taskId !== "string") {
    return undefined;
  }
  return { taskId: task.taskId, ttlMs: duration(flat ? task.ttlMs : task.ttl) };
}

function duration(value: JsonValue | undefined): number | null {
  return typeof value === "number" && value >= 0 ? value : null;
}

/** Ids are the servers' own, so two servers may give the same one. */
function keyOf({ server }: Owner, taskId: string): string {
  return `${server.id} ${taskId}`;
}
