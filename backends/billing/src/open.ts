/** Opens books: the database, its default data, and the calls on it. */
import { createTables, type Durability, openSqlite } from "@turnpike/backend-kit";
import type { Kysely } from "kysely";
import { type IssuedAccess, isAccess, issueAccess } from "./access/issue.js";
import { actions } from "./actions/index.js";
import { tableStatements } from "./database/ddl.js";
import { writeDefaults } from "./database/defaults.js";
import { type Tables, tables } from "./database/tables.js";
import type { JsonObject } from "./declare/field.js";
import type { House } from "./dispatch.js";
import { type LocalApi, localApiOf } from "./local-api.js";
import { openPostOffice } from "./mail/post-office.js";
import type { ModulePort } from "./modules/port.js";
import { recorder } from "./modules/recorder.js";

export type BillingOptions = {
  /** Path of the SQLite database, or `:memory:`. Made when it is missing. */
  readonly database: string;
  /** What a commit survives: `process` (the default) the death of the process, `power` also a power cut. */
  readonly durability?: Durability;
  /** The clock; the machine's when it is left out. */
  readonly now?: () => Date;
  /** The way to registrars, servers and gateways; one that records and succeeds when it is left out. */
  readonly modules?: ModulePort;
  /** Where mail goes out, as `smtp://user:password@host:port` or `smtps://…`; without it mail is only kept. */
  readonly smtpUrl?: string;
  /** Told of faults that are no caller's; standard error when it is left out. */
  readonly report?: (fault: unknown) => void;
};

export type Billing = {
  /** Calls an action as PHP code of the same installation would: no HTTP, no check of the address. */
  readonly localApi: LocalApi;
  /** Makes a new pair of identifier and secret for the first administrator, whose password it sets. */
  readonly issueAccess: () => Promise<IssuedAccess>;
  /** Whether access that was issued before still opens these books. */
  readonly isAccess: (access: IssuedAccess) => Promise<boolean>;
  /** The database itself. */
  readonly db: Kysely<Tables>;
  readonly house: House;
  readonly close: () => Promise<void>;
};

/** Grows with every released change of the tables, which then comes with a migration from the version before. */
const version = 1;
const statements = Object.entries(tables).flatMap(([name, table]) => tableStatements(name, table));

/** The answer to a call: `result` is `success` or `error`, with a `message` then. */
export type Answer = JsonObject;

/** Opens books, making them with their default data when there are none. */
export async function openBilling(options: BillingOptions): Promise<Billing> {
  const { database, durability = "process", now = () => new Date(), modules = recorder, smtpUrl } = options;
  const report = options.report ?? ((fault) => console.error(fault));
  const db = openSqlite<Tables>(database, durability);
  try {
    await createTables(db, { version, statements, fill: (fresh) => writeDefaults(fresh, now()) });
    const post = smtpUrl === undefined ? undefined : await openPostOffice({ db, now, smtpUrl, report });
    const mails = post === undefined ? "kept" : "queued";
    const house: House = { db, now, modules, mails, report, actions, afterWrite: () => post?.wake() };
    return {
      db,
      house,
      localApi: localApiOf(house),
      issueAccess: () => issueAccess(db, now()),
      isAccess: (access) => isAccess(db, access),
      async close() {
        await post?.close();
        await db.destroy();
      },
    };
  } catch (thrown) {
    await db.destroy();
    throw thrown;
  }
}
