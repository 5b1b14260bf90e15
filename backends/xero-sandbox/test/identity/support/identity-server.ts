/** A sandbox whose sign-in is under test, on a database in memory or in a file, with a clock that stands until it is moved. */
import type { Kysely } from "kysely";
import type { Access, IssuedClient } from "../../../src/access.js";
import type { Tables } from "../../../src/database/tables.js";
import { openSandbox, serveSandbox } from "../../../src/index.js";

/** A running sandbox. */
export type IdentityServer = {
  readonly url: string;
  readonly client: IssuedClient;
  readonly access: Access;
  readonly db: Kysely<Tables>;
  /** The ids of the organisations that there are, the one that was made first before the others. */
  readonly organisations: readonly [string, string, string];
  /** Moves the clock on. */
  pass(ms: number): void;
  close(): Promise<void>;
};

/** An organisation whose name would be markup. */
const marked = {
  id: "30000000-0000-4000-8000-000000000003",
  name: "Birch <b>Bakery</b>",
  short_code: "!bb003",
  base_currency: "EUR",
  country_code: "IE",
  version: "GLOBAL",
  timezone: "GMTSTANDARDTIME",
  tax_number: "",
  year_end_day: 31,
  year_end_month: 12,
  is_demo: 0,
  created_at: "2026-03-02T09:00:00.000Z",
} as const;

/** Opens it, at that time; a database in a file keeps what is in it. */
export async function startIdentity(
  database = ":memory:",
  start = "2026-03-02T09:00:00.000Z",
): Promise<IdentityServer> {
  let at = Date.parse(start);
  const sandbox = await openSandbox({ database, now: () => new Date(at) });
  const { db, house } = sandbox;
  await db
    .insertInto("organisations")
    .values(marked)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const rows = await db.selectFrom("organisations").select(["id", "name"]).execute();
  const idOf = (name: string) => rows.find((each) => each.name === name)?.id ?? "";
  const served = await serveSandbox(sandbox, { port: 0 });
  return {
    url: served.identityUrl,
    client: await sandbox.issueClient("Turnpike & <i>friends</i>"),
    access: house.access,
    db,
    organisations: [idOf("Harbour Street Studio"), idOf("Banksia Road Foods"), marked.id],
    pass: (ms) => {
      at += ms;
    },
    async close() {
      await served.close();
      await sandbox.close();
    },
  };
}
