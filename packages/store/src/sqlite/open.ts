/**
 * Opens a data folder: makes it when it is missing, brings it to the shape this program knows, marks what dead
 * processes left under way, and gives the ports. Any number of processes may have a folder open.
 */

import type { Counters } from "../ports/counters.js";
import type { Store } from "../ports/store.js";
import { type Connection, connect, type Durability, stopWaiting } from "./connection.js";
import { sqliteCounters } from "./counters.js";
import { asStoreFault } from "./faults.js";
import { type Folder, prepareFolder } from "./folder.js";
import { sqliteGrants } from "./grants.js";
import { interruptDead } from "./instances.js";
import { sqliteLog } from "./log.js";
import { migrate } from "./migrate.js";
import { migrations } from "./migrations.js";
import { localOrganisation } from "./organisation.js";
import { sqlitePermit } from "./permit.js";
import { sqlitePolicies } from "./policies.js";
import { sqliteRevision } from "./revision.js";
import type { Scope } from "./scope.js";
import { sqliteServers } from "./servers.js";
import { checkSoundness, recoverLog } from "./soundness.js";
import { startUpkeep } from "./upkeep.js";

export type SqliteOptions = {
  readonly folder: string;
  /** `process` unless said otherwise. */
  readonly durability?: Durability;
  /** How many days the log goes back; 90 unless said otherwise. */
  readonly logDays?: number;
  /** How long a database locked by another program is waited for; two seconds unless said otherwise. */
  readonly busyMs?: number;
  /** Epoch milliseconds: the time of counters, records and expiries. */
  readonly clock?: () => number;
  /** A line for the operator; unless said otherwise, a warning of the process. */
  readonly report?: (line: string) => void;
};

export type SqliteStore = {
  readonly store: Store;
  readonly counters: Counters;
  /** Commits what waits and lets go of the folder. */
  close(): Promise<void>;
};

const LOG_DAYS = 90;
const BUSY_MS = 2000;

/** Faults: `store_unavailable`, `store_damaged`, `folder_too_new`, `folder_foreign`. */
export async function openSqlite(options: SqliteOptions): Promise<SqliteStore> {
  const folder = prepareFolder(options.folder);
  const { durability = "process", busyMs = BUSY_MS, clock = Date.now, report = warn } = options;
  let connection: Connection | undefined;
  try {
    connection = connect(folder.database, durability, busyMs);
    recoverLog(connection, folder, report);
    await migrate(connection, migrations, folder);
    checkSoundness(connection, folder);
    stopWaiting(connection);
    const scope = { connection, organisation: await localOrganisation(connection, clock()), clock };
    await interruptDead(scope, folder.locks);
    return ports(scope, folder, options.logDays ?? LOG_DAYS);
  } catch (thrown) {
    connection?.db.close();
    throw asStoreFault(thrown);
  }
}

function warn(line: string): void {
  process.emitWarning(line);
}

function ports(scope: Scope, folder: Folder, logDays: number): SqliteStore {
  const counters = sqliteCounters(scope, folder.locks);
  const upkeep = startUpkeep(scope, counters, logDays);
  return {
    store: {
      organisation: scope.organisation.id,
      servers: sqliteServers(scope),
      policies: sqlitePolicies(scope),
      grants: sqliteGrants(scope),
      log: sqliteLog(scope),
      revision: sqliteRevision(scope.connection, migrations.length),
      permit: sqlitePermit(scope),
    },
    counters,
    async close() {
      try {
        await upkeep.stop();
        await counters.close();
      } finally {
        scope.connection.db.close();
      }
    },
  };
}
