/** What an action is given beside its parameters: the transaction it runs in, the time, who calls, and what it may do. */
import { readSettings, type Settings } from "./books/settings.js";
import type { Db } from "./database/tables.js";
import { writeMoment } from "./declare/dates.js";
import type { ModuleCall, ModulePort, ModuleResult } from "./modules/port.js";
import type { UploadedFile } from "./protocol/php-value.js";

/** The administrator on whose behalf a call is made. */
export type Caller = {
  readonly adminId: number;
  readonly username: string;
  /** First and last name. */
  readonly name: string;
  /** Where the call came from; empty for a local one. */
  readonly ip: string;
};

export type Context = {
  /** The transaction of this call: what a refused call wrote is undone. */
  readonly db: Db;
  /** Now, as `YYYY-MM-DD HH:MM:SS` in UTC; the same throughout the call. */
  readonly now: string;
  /** The day of `now`. */
  readonly today: string;
  readonly caller: Caller;
  readonly settings: Settings;
  /** Files sent with the call. */
  readonly files: readonly UploadedFile[];
  /** What becomes of a mail: it is sent, or only kept where no way to send it is set up. */
  readonly mails: "queued" | "kept";
  /** Adds a `warning` to the answer. */
  readonly warn: (text: string) => void;
  /** Writes a line into the activity log; every action that changes something does. */
  readonly log: (description: string, clientId?: number | null) => Promise<void>;
  /** Notes that a hook of WHMCS would run here. */
  readonly hook: (name: string, variables: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Calls a registrar, provisioning or gateway module. */
  readonly module: (call: ModuleCall) => Promise<ModuleResult>;
};

export type ContextParts = {
  readonly db: Db;
  readonly at: Date;
  readonly caller: Caller;
  readonly files: readonly UploadedFile[];
  readonly modules: ModulePort;
  readonly mails: Context["mails"];
  readonly warn: (text: string) => void;
  readonly report: (fault: unknown) => void;
};

/** Makes the context of one call. */
export async function openContext({ db, at, caller, files, ...parts }: ContextParts): Promise<Context> {
  const { modules, mails, warn, report } = parts;
  const now = writeMoment(at);
  return {
    db,
    now,
    today: now.slice(0, 10),
    caller,
    settings: await readSettings(db),
    files,
    mails,
    warn,
    async log(description, clientId = null) {
      const { adminId, username, ip } = caller;
      const entry = { date: now, description, client_id: clientId, admin_id: adminId, username, ip_address: ip };
      await db.insertInto("activity_log").values(entry).execute();
    },
    async hook(hook, variables) {
      await db
        .insertInto("hook_events")
        .values({ at: now, hook, variables: JSON.stringify(variables) })
        .execute();
    },
    async module(call) {
      try {
        return await modules(db, call, now);
      } catch (fault) {
        report(fault);
        return { ok: false, message: `The module ${call.module} failed` };
      }
    },
  };
}
