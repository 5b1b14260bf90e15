/**
 * kysely on better-sqlite3. Differs from kysely's own dialect in two points: a transaction that writes takes the
 * database's lock when it begins, so that what it reads cannot change under it, and a lock that another process holds
 * is waited for by timers, so that the event loop never stops.
 */
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type TransactionSettings,
} from "kysely";
import type { Tables } from "./tables.js";

/** What a commit survives: the death of the process, or also a power cut, at the price of waiting for the disk. */
export type Durability = "process" | "power";

const busyMs = 10_000;
const retryMs = 1;
const keptStatements = 500;

/** Opens the file (or `:memory:`), making it when it is missing. */
export function openSqlite(path: string, durability: Durability): Kysely<Tables> {
  const database = new Database(path, { timeout: busyMs });
  database.pragma("journal_mode = wal");
  database.pragma(`synchronous = ${durability === "power" ? "full" : "normal"}`);
  database.pragma("foreign_keys = on");
  database.pragma("busy_timeout = 0");
  return new Kysely<Tables>({ dialect: new BillingDialect({ database: withKeptStatements(database) }) });
}

class BillingDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new BillingDriver(this.#config);
  }
}

class BillingDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings = {}): Promise<void> {
    const begin = CompiledQuery.raw(settings.accessMode === "read only" ? "begin" : "begin immediate");
    const deadline = performance.now() + busyMs;
    for (;;) {
      try {
        await connection.executeQuery(begin);
        return;
      } catch (thrown) {
        if (!isLocked(thrown) || performance.now() >= deadline) throw thrown;
      }
      await sleep(retryMs);
    }
  }
}

function isLocked(thrown: unknown): boolean {
  return thrown instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED|PROTOCOL)/.test(thrown.code);
}

/** Preparing a statement costs more than running it: the last ones are kept, the longest unused goes first. */
function withKeptStatements(database: Database.Database): { prepare: Database.Database["prepare"]; close(): void } {
  const kept = new Map<string, Database.Statement>();
  const prepare = (sql: string): Database.Statement => {
    const statement = kept.get(sql) ?? database.prepare(sql);
    kept.delete(sql);
    kept.set(sql, statement);
    const [oldest] = kept.keys();
    if (kept.size > keptStatements && oldest !== undefined) kept.delete(oldest);
    return statement;
  };
  return { prepare: prepare as Database.Database["prepare"], close: () => database.close() };
}
