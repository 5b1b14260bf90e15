/** Opens the sandbox: its database, its default data, its sign-in. */
import { randomUUID } from "node:crypto";
import { createTables, type Durability, openSqlite } from "@turnpike/backend-kit";
import type { Kysely } from "kysely";
import type { IssuedClient, OpenAccess } from "./access.js";
import { writeDefaults } from "./database/defaults.js";
import { ledgerStatements } from "./database/ledger-statements.js";
import type { Tables } from "./database/tables.js";
import type { House } from "./house.js";
import { findClient, issueClient } from "./identity/clients.js";
import { openAccess as openIdentity } from "./identity/open.js";
import { isDigestOf } from "./identity/secrets.js";
import { createIdentityTables } from "./identity/tables.js";
import { type Limits, limiterOf, xeroLimits } from "./limits/limiter.js";
import { operations } from "./operations.js";

export type SandboxOptions = {
  /** Path of the SQLite database, or `:memory:`. Made when it is missing. */
  readonly database: string;
  /** What a commit survives: `process` (the default) the death of the process, `power` also a power cut. */
  readonly durability?: Durability;
  /** The clock; the machine's when it is left out. */
  readonly now?: () => Date;
  /** Makes ids of documents; random ones when it is left out. */
  readonly newId?: () => string;
  /** How many calls are answered; as many as Xero does when it is left out. */
  readonly limits?: Partial<Limits>;
  /** The sign-in; the sandbox's own when it is left out. */
  readonly openAccess?: OpenAccess;
  /** While it is true, the accounting API answers 503; never when it is left out. */
  readonly isUnderMaintenance?: () => boolean;
  /** How long a request waits for another process to end its write; ten seconds when it is left out. */
  readonly lockWaitMs?: number;
  /** Told of faults that are no caller's; standard error when it is left out. */
  readonly report?: (fault: unknown) => void;
};

export type Sandbox = {
  /** Makes a client that may sign people in, and itself. */
  readonly issueClient: (name: string) => Promise<IssuedClient>;
  /** Whether a client that was made before is still known. */
  readonly isClient: (client: IssuedClient) => Promise<boolean>;
  /** The database itself. */
  readonly db: Kysely<Tables>;
  readonly house: House;
  readonly close: () => Promise<void>;
};

/** Grows with every released change of the tables, which then comes with a migration from the version before. */
const schemaVersion = 1;

/** Opens it, making its database with the default data when there is none. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { database, durability = "process", now = () => new Date(), newId = randomUUID } = options;
  const db = openSqlite<Tables>(database, durability, options.lockWaitMs);
  try {
    await createTables(db, {
      version: schemaVersion,
      statements: ledgerStatements,
      async fill(fresh) {
        await createIdentityTables(fresh);
        await writeDefaults(fresh, { now: now(), newId });
      },
    });
    const house: House = {
      db,
      now,
      newId,
      access: (options.openAccess ?? openIdentity)({ db, now }),
      limiter: limiterOf({ ...xeroLimits, ...options.limits }, () => now().getTime()),
      operations,
      isUnderMaintenance: options.isUnderMaintenance ?? (() => false),
      report: options.report ?? ((fault) => console.error(fault)),
    };
    return {
      db,
      house,
      issueClient: (name) => issueClient({ db, now }, name),
      async isClient({ clientId, clientSecret }) {
        const client = await findClient({ db }, clientId);
        return client !== undefined && isDigestOf(client.secret_digest, clientSecret);
      },
      close: () => db.destroy(),
    };
  } catch (thrown) {
    await db.destroy();
    throw thrown;
  }
}
