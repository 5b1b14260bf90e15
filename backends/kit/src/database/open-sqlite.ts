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
import { asUnusable } from "./unusable-books.js";

/** What a commit survives: the death of the process, or also a power cut, at the price of waiting for the disk. */
export type Durability = "process" | "power";

const retryMs = 1;
const keptStatements = 500;

/**
 * Opens the file (or `:memory:`), making it when it is missing. A transaction waits for its turn as long as it is told,
 * ten seconds when it is not. Throws `UnusableBooks` where the file is none that can be used.
 */
export function openSqlite<Tables>(path: string, durability: Durability, lockWaitMs = 10_000): Kysely<Tables> {
  const database = opened(path, durability, lockWaitMs);
  return new Kysely<Tables>({ dialect: new WaitingDialect({ database: withKeptStatements(database) }, lockWaitMs) });
}

function opened(path: string, durability: Durability, lockWaitMs: number): Database.Database {
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { timeout: lockWaitMs });
    database.pragma("journal_mode = wal");
    database.pragma(`synchronous = ${durability === "power" ? "full" : "normal"}`);
    database.pragma("foreign_keys = on");
    database.pragma("busy_timeout = 0");
    return database;
  } catch (thrown) {
    database?.close();
    throw asUnusable(thrown);
  }
}

class WaitingDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;
  readonly #lockWaitMs: number;

  constructor(config: SqliteDialectConfig, lockWaitMs: number) {
    super(config);
    this.#config = config;
    this.#lockWaitMs = lockWaitMs;
  }

  override createDriver(): Driver {
    return new WaitingDriver(this.#config, this.#lockWaitMs);
  }
}

class WaitingDriver extends SqliteDriver {
  readonly #lockWaitMs: number;

  constructor(config: SqliteDialectConfig, lockWaitMs: number) {
    super(config);
    this.#lockWaitMs = lockWaitMs;
  }

  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings = {}): Promise<void> {
    const begin = CompiledQuery.raw(settings.accessMode === "read only" ? "begin" : "begin immediate");
    const deadline = performance.now() + this.#lockWaitMs;
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
