/**
 * Tells whether what was read of servers, policies and grants still holds. `data_version` moves with every commit of
 * another process, the counting of calls too, so the revision itself is a row that triggers move; it is read only when
 * something moved. All who ask in one turn of the event loop share one look, at its end; no answer is kept for who asks
 * later, so none is older than its question.
 */

import type { Connection } from "./connection.js";
import { asStoreFault } from "./faults.js";
import { tooNew } from "./migrate.js";

/** `Store.revision` on SQLite; `newest` is the format that this program knows. */
export function sqliteRevision(connection: Connection, newest: number): () => Promise<number> {
  const dataVersion = connection.db.prepare<[], number>("pragma data_version").pluck();
  const format = connection.db.prepare<[], number>("pragma user_version").pluck();
  const revision = connection.db.prepare<[], number>("select revision from meta").pluck();
  let seen = { dataVersion: -1, changes: -1, revision: -1 };

  const read = (): number => {
    const now = Number(dataVersion.get());
    if (now === seen.dataVersion && connection.changes === seen.changes) return seen.revision;
    const found = Number(format.get());
    if (found > newest) throw tooNew(found, newest);
    seen = { dataVersion: now, changes: connection.changes, revision: Number(revision.get()) };
    return seen.revision;
  };
  let asked: Promise<number> | undefined;
  return () => {
    asked ??= new Promise((resolve, reject) => {
      setImmediate(() => {
        asked = undefined;
        try {
          resolve(read());
        } catch (thrown) {
          reject(asStoreFault(thrown));
        }
      });
    });
    return asked;
  };
}
