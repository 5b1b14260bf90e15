/**
 * The books of a data folder, checked against what was sent and what reached the server. Written from POLICY.md section 3
 * and from nothing else: no code of the product counts here. Amounts are millionths, as integers.
 */
import { join } from "node:path";
import Database from "better-sqlite3";
import type { Sent } from "./calls.js";
import type { Entry } from "./ledger.js";
import { identityOf, type Limit, type Unit } from "./limits.js";

type Row = {
  readonly id: number;
  readonly at: number;
  readonly name: string;
  readonly session: string | null;
  readonly outcome: string;
  readonly completed: number;
  readonly upstream_status: number | null;
  readonly grant_id: string;
  readonly server_id: string;
  readonly policy_id: string;
};

/** A call that was let through, with what is known of it. */
type Passed = { readonly row: Row; readonly sent: Sent; happened: Happened };
type Happened = "success" | "error" | "rejected" | "uncertain" | "unreached" | "doubtful";

export type Audit = {
  /** What is wrong with the books; empty when they are right. */
  readonly problems: readonly string[];
  readonly records: number;
  readonly reached: number;
  readonly denied: number;
  readonly interrupted: number;
  readonly counters: number;
  /** Calls of which neither agent nor server can say whether they were sent: what was counted must fit one of both. */
  readonly doubtful: number;
};

export type Books = {
  readonly folder: string;
  readonly sent: ReadonlyMap<string, Sent>;
  readonly ledger: readonly Entry[];
  readonly limits: readonly Limit[];
};

/** Checks the books of a folder that no process has open. */
export function checkBooks(books: Books): Audit {
  const db = new Database(join(books.folder, "turnpike.db"), { readonly: true });
  try {
    const problems: string[] = [];
    const soundness = db.pragma("integrity_check", { simple: true });
    if (soundness !== "ok") problems.push(`the database is damaged: ${soundness}`);
    const rows = db
      .prepare<[], Row>("select r.*, p.* from records r join permits p on p.number = r.permit order by r.id")
      .all();
    const passed = checkRecords(rows, books, problems);
    const doubtful = checkCounters(db, passed, books.limits, problems);
    const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
    return {
      problems,
      records: rows.length,
      reached: books.ledger.length,
      denied: count("deny"),
      interrupted: count("interrupted"),
      counters: Number(db.prepare("select count(*) from counters").pluck().get()),
      doubtful,
    };
  } finally {
    db.close();
  }
}

/** Records, agents and the server's ledger, call by call; gives those that were let through. */
function checkRecords(rows: readonly Row[], { sent, ledger }: Books, problems: string[]): readonly Passed[] {
  const reached = new Map(ledger.map((entry) => [entry.name, entry.amount]));
  if (reached.size !== ledger.length) problems.push(`${ledger.length - reached.size} calls reached the server twice`);
  const byName = new Map<string, Row>();
  const passed: Passed[] = [];
  for (const row of rows) {
    const call = sent.get(row.name);
    const wrong = (what: string) => problems.push(`${row.name} (${row.outcome}): ${what}`);
    if (byName.has(row.name)) wrong("has two records");
    byName.set(row.name, row);
    if (call === undefined) {
      wrong("was recorded and never sent");
      continue;
    }
    if (row.completed === 0) wrong("is still under way");
    const amount = reached.get(row.name);
    if (amount !== undefined && Math.round(amount * 100) !== call.cents)
      wrong("reached the server with another amount");
    if (row.outcome === "deny") {
      if (amount !== undefined) wrong("reached the server");
      if (call.heard !== "denied" && call.heard !== "nothing") wrong(`was answered with ${call.heard}`);
      continue;
    }
    for (const problem of contradictions(row, call, amount !== undefined)) wrong(problem);
    passed.push({ row, sent: call, happened: happenedTo(row, call, amount !== undefined) });
  }
  for (const { name } of ledger) if (!byName.has(name)) problems.push(`${name}: reached the server without a record`);
  for (const { name, heard } of sent.values()) {
    if (heard !== "nothing" && !byName.has(name)) problems.push(`${name}: was answered with ${heard} without a record`);
  }
  return passed;
}

/** What a record cannot be, given what the agent heard and the server wrote down. */
function contradictions({ outcome, upstream_status }: Row, { ending, heard }: Sent, reached: boolean): string[] {
  const found: string[] = [];
  if (heard === "denied") found.push("was answered as denied");
  if (heard === "success" && !reached) found.push("was answered well and never reached the server");
  if (heard === "unreached" && reached) found.push("reached the server and was answered as not sent");
  if (outcome === "allow" && (upstream_status ?? 0) < 400 && !reached) found.push("ended without reaching the server");
  // What is given back is given back before the agent is told.
  const givesBack = ["is_error", "failed", "rejected", "status_500"].includes(ending) && heard === "error";
  if (outcome === "interrupted" && (heard === "unreached" || (givesBack && reached))) {
    found.push(`was answered with ${heard} before its amounts were given back`);
  }
  return found;
}

function happenedTo({ outcome, upstream_status: status }: Row, { ending, heard }: Sent, reached: boolean): Happened {
  if (outcome === "interrupted") return "uncertain";
  if ((status ?? 0) >= 400) return "error";
  if (outcome === "error") {
    if (status !== null || reached) return "uncertain";
    if (heard === "unreached") return "unreached";
    return heard === "nothing" ? "doubtful" : "uncertain";
  }
  if (ending === "rejected") return "rejected";
  return ["is_error", "failed", "status_500"].includes(ending) ? "error" : "success";
}

/** POLICY.md section 3, the table of releases: what of a call stays counted. */
function keptOf(limit: Limit, { sent }: Passed, happened: Happened): bigint {
  const amount = limit.kind === "count" ? 1_000_000n : BigInt(sent.cents) * 10_000n;
  const back =
    happened === "unreached" ||
    (limit.kind === "amount" && (happened === "rejected" || (happened === "error" && limit.onError === "release")));
  return back ? 0n : amount;
}

/** What at least happened: a call that may not have been sent is counted apart. */
const surely = ({ happened }: Passed): Happened => (happened === "doubtful" ? "unreached" : happened);

type Counter = { readonly key: string; readonly window_start: number; readonly used: string };

/** Each counter against the calls that it counts; gives how many calls could be read in two ways. */
function checkCounters(
  db: Database.Database,
  passed: readonly Passed[],
  limits: readonly Limit[],
  problems: string[],
): number {
  const organisation = String(db.prepare("select id from organisations").pluck().get());
  const counters = new Map(
    db
      .prepare<[], Counter>("select * from counters")
      .all()
      .map((counter) => [counter.key, counter]),
  );
  /** What each counter holds beyond the calls that surely stay counted. */
  const beyond = new Map<string, bigint>([...counters].map(([key, { used }]) => [key, BigInt(used)]));
  const inWindow: { readonly key: string; readonly limit: Limit; readonly call: Passed }[] = [];
  for (const limit of limits) {
    for (const [key, calls] of groupBy(passed, (call) => keyOf(limit, call.row, organisation))) {
      const counter = counters.get(key);
      if (counter === undefined) {
        problems.push(`the counter ${printable(key)} is lost`);
        continue;
      }
      problems.push(...overruns(limit, key, calls));
      const end = endOf(limit, counter.window_start);
      if (calls.some(({ row }) => row.at >= end)) problems.push(`the counter ${printable(key)} is behind its calls`);
      for (const call of calls) if (call.row.at >= counter.window_start) inWindow.push({ key, limit, call });
    }
  }
  for (const { key, limit, call } of inWindow) {
    beyond.set(key, (beyond.get(key) ?? 0n) - keptOf(limit, call, surely(call)));
  }
  const doubtful = [...new Set(inWindow.map(({ call }) => call))].filter((call) => call.happened === "doubtful");
  const effects = doubtful.map((each) =>
    inWindow.flatMap(({ key, limit, call }) =>
      call === each ? [[key, keptOf(limit, call, "uncertain")] as const] : [],
    ),
  );
  if (effects.length > MOST_DOUBTFUL || !explained(beyond, effects)) {
    for (const [key, rest] of beyond) if (rest !== 0n) problems.push(`${printable(key)} is off by ${rest} millionths`);
  }
  return doubtful.length;
}

/** More are no accident of a few deaths, and there would be too many ways to explain the counters. */
const MOST_DOUBTFUL = 16;

type Effect = readonly (readonly [string, bigint])[];

/** Whether some of the doubtful calls, kept, explain what the counters hold beyond the others. */
function explained(beyond: ReadonlyMap<string, bigint>, effects: readonly Effect[]): boolean {
  const [effect, ...others] = effects;
  if (effect === undefined) return [...beyond.values()].every((rest) => rest === 0n);
  const kept = new Map(beyond);
  for (const [key, amount] of effect) kept.set(key, (kept.get(key) ?? 0n) - amount);
  return explained(kept, others) || explained(beyond, others);
}

/** Windows in which more stayed counted than the limit allows. */
function overruns(limit: Limit, key: string, calls: readonly Passed[]): string[] {
  const max = BigInt(limit.max) * (limit.kind === "count" ? 1_000_000n : 10_000n);
  const totals = new Map<number, bigint>();
  let start: number | undefined;
  for (const call of calls) {
    if (start === undefined || call.row.at >= endOf(limit, start)) start = startOf(limit, call.row.at);
    totals.set(start, (totals.get(start) ?? 0n) + keptOf(limit, call, surely(call)));
  }
  return [...totals].flatMap(([at, total]) =>
    total > max ? [`${printable(key)}: ${total} millionths in the window of ${new Date(at).toISOString()}`] : [],
  );
}

function keyOf(limit: Limit, row: Row, organisation: string): string {
  const session = row.session === null ? "without a session" : `session\n${row.session}`;
  const owners = {
    grant: `${row.server_id}\n${row.grant_id}`,
    server: `${organisation}\n${row.server_id}`,
    session: `${row.server_id}\n${row.grant_id}\n${session}`,
  };
  const place = "seconds" in limit ? `${row.policy_id}\n` : "";
  return `${limit.scope}\n${owners[limit.scope]}\n${place}${identityOf(limit)}`;
}

const unitMs: Readonly<Record<Exclude<Unit, "month">, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

function startOf(limit: Limit, at: number): number {
  if ("seconds" in limit) return at;
  const date = new Date(at);
  if (limit.unit === "month") return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  return at - (at % unitMs[limit.unit]);
}

function endOf(limit: Limit, start: number): number {
  if ("seconds" in limit) return start + limit.seconds * 1000;
  const date = new Date(start);
  if (limit.unit === "month") return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  return start + unitMs[limit.unit];
}

function groupBy<T>(items: readonly T[], keyOfItem: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOfItem(item);
    const group = groups.get(key) ?? [];
    group.push(item);
    groups.set(key, group);
  }
  return groups;
}

const printable = (key: string) => key.replaceAll("\n", " ");
