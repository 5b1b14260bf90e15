/** The statements that write the log: on the path of every call, so they are few and prepared once. */

import type { Completion, NewRecord } from "../ports/log.js";
import type { Scope } from "./scope.js";

export type Records = {
  insert(id: number, at: number, instance: number, permit: number, record: NewRecord): void;
  /** False when the record was completed before, or is gone. */
  complete(id: number, completion: Completion): boolean;
};

export function recordStatements({ connection: { db }, organisation: { number } }: Scope): Records {
  const columns = `id, permit, instance, at, request_id, session, method, name, argument_keys, outcome, rule, message,
    upstream_status, latency_ms, completed, organisation`;
  const intend = db.prepare(
    `insert into records (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, null, 0, ${number})`,
  );
  const end = db.prepare(
    `insert into records (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ${number})`,
  );
  const complete = db.prepare(
    "update records set completed = 1, upstream_status = ?, latency_ms = ? where id = ? and completed = 0",
  );
  const completeAs = db.prepare(
    "update records set completed = 1, upstream_status = ?, latency_ms = ?, outcome = ? where id = ? and completed = 0",
  );
  return {
    insert(id, at, instance, permit, record) {
      const { requestId, session, method, name, argumentKeys, outcome, rule, message, completion } = record;
      const keys = argumentKeys.length === 0 ? "[]" : JSON.stringify(argumentKeys);
      if (completion === undefined) {
        intend.run(id, permit, instance, at, requestId, session, method, name, keys, outcome, rule, message);
        return;
      }
      const { upstreamStatus, latencyMs, outcome: ended = outcome } = completion;
      // biome-ignore format: one line shows the order of the columns
      end.run(id, permit, instance, at, requestId, session, method, name, keys, ended, rule, message, upstreamStatus, latencyMs);
    },
    complete(id, { outcome, upstreamStatus, latencyMs }) {
      const { changes } =
        outcome === undefined
          ? complete.run(upstreamStatus, latencyMs, id)
          : completeAs.run(upstreamStatus, latencyMs, outcome, id);
      return changes > 0;
    },
  };
}
