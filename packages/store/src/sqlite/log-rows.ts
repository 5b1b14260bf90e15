/** A record of the log as SQLite holds it, and a filter as SQLite is asked. */

import type { LogFilter, LogRecord, Outcome } from "../ports/log.js";
import type { Scope } from "./scope.js";

export type RecordRow = {
  id: number;
  at: number;
  request_id: string;
  session: string | null;
  method: string;
  name: string;
  argument_keys: string;
  outcome: Outcome;
  rule: string;
  message: string;
  upstream_status: number | null;
  latency_ms: number | null;
  completed: number;
  grant_id: string;
  grant_label: string;
  server_id: string;
  server_name: string;
  policy_id: string;
  policy_name: string;
  policy_version: number;
};

/** The start of a statement that gives `RecordRow`s. */
export const RECORD = "select r.*, p.* from records r join permits p on p.number = r.permit";

export function recordOf(row: RecordRow): LogRecord {
  const { policy_id: id, policy_name: name, policy_version: version } = row;
  return {
    id: String(row.id),
    at: row.at,
    requestId: row.request_id,
    permit: {
      grant: { id: row.grant_id, label: row.grant_label },
      server: { id: row.server_id, name: row.server_name },
      policy: id === "" ? null : { id, name, version },
    },
    session: row.session,
    method: row.method,
    name: row.name,
    argumentKeys: JSON.parse(row.argument_keys) as string[],
    outcome: row.outcome,
    rule: row.rule,
    message: row.message,
    upstreamStatus: row.upstream_status,
    latencyMs: row.latency_ms,
    completed: row.completed === 1,
  };
}

/** Microseconds in a millisecond: ids of records made in the same millisecond are told apart by the rest. */
const IDS_PER_MS = 1000;

/** No record made at this time or later has a lower id, whatever the clock did. */
export function firstIdSince(at: number): number {
  return Math.max(0, at) * IDS_PER_MS;
}

/** Terms of a `where`, each with its `and` before it. */
type Terms = { readonly sql: string; readonly values: readonly unknown[] };

/** What a filter asks: the part that an index answers, and the rest. */
export function conditionOf({ organisation }: Scope, filter: LogFilter): { indexed: Terms; rest: Terms } {
  const since = filter.since === undefined ? undefined : firstIdSince(filter.since);
  const indexed = terms(["id >= ?", since], [outcomeTerm(filter.outcome), filter.outcome]);
  const rest = terms(
    ["r.organisation = ?", organisation.number],
    ["r.at >= ?", filter.since],
    ["r.at < ?", filter.until],
    ["r.method = ?", filter.method],
    ["r.name = ?", filter.name],
    [permitTerm("grant_id, grant_label"), filter.grant],
    [permitTerm("server_id, server_name"), filter.server],
  );
  return { indexed, rest };
}

/** The index leaves out what was allowed, and is used only where the statement leaves it out in the same words. */
function outcomeTerm(outcome: Outcome | undefined): string {
  return outcome === "allow" ? "outcome = ?" : "outcome = ? and outcome <> 'allow'";
}

function permitTerm(columns: string): string {
  return `r.permit in (select number from permits where ? in (${columns}))`;
}

function terms(...wanted: (readonly [string, unknown])[]): Terms {
  const given = wanted.filter(([, value]) => value !== undefined);
  return { sql: given.map(([sql]) => `and ${sql}`).join(" "), values: given.map(([, value]) => value) };
}
