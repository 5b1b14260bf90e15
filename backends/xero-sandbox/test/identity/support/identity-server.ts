/** The sign-in alone, on a database in memory or in a file, with a clock that stands until it is moved. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import Database from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import type { Access, IssuedClient } from "../../../src/access.js";
import { createTables } from "../../../src/database/create.js";
import type { Db, Tables } from "../../../src/database/tables.js";
import { issueClient } from "../../../src/identity/clients.js";
import { openAccess } from "../../../src/identity/open.js";
import { createIdentityTables } from "../../../src/identity/tables.js";

/** The organisations that there are, by the order in which they were made. */
export const organisations = [
  { id: "10000000-0000-4000-8000-000000000001", name: "Alder & Ash Ltd" },
  { id: "20000000-0000-4000-8000-000000000002", name: "Birch <b>Bakery</b>" },
] as const;

/** A running sign-in. */
export type IdentityServer = {
  readonly url: string;
  readonly client: IssuedClient;
  readonly access: Access;
  readonly db: Kysely<Tables>;
  /** Moves the clock on. */
  pass(ms: number): void;
  close(): Promise<void>;
};

/** Opens the sign-in; a database in a file keeps what is in it. */
export async function startIdentity(file = ":memory:"): Promise<IdentityServer> {
  let at = Date.parse("2026-03-02T09:00:00.000Z");
  const now = () => new Date(at);
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: new Database(file) }) });
  await createTables(db, async (fresh) => {
    await createIdentityTables(fresh);
    await createOrganisations(fresh);
  });
  const access = openAccess({ db, now });
  const client = await issueClient({ db, now }, "Turnpike & <i>friends</i>");
  const server = createServer((request, response) => {
    void (async () => {
      const origin = `http://${request.headers.host}`;
      const { pathname: path, searchParams: query } = new URL(request.url ?? "/", origin);
      const form = new URLSearchParams(await text(request));
      const { method = "", headers } = request;
      const answer = await access.answer({ method, path, query, headers, form, origin });
      response.writeHead(answer?.status ?? 404, answer?.headers).end(answer?.body);
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    client,
    access,
    db,
    pass: (ms) => {
      at += ms;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      await db.destroy();
    },
  };
}

async function createOrganisations(db: Db): Promise<void> {
  const rows = organisations.map((each, index) => ({
    ...each,
    short_code: "",
    base_currency: "EUR",
    country_code: "IE",
    version: "GLOBAL",
    timezone: "GMTSTANDARDTIME",
    tax_number: "",
    year_end_day: 31,
    year_end_month: 12,
    is_demo: 0 as const,
    created_at: `2026-01-0${index + 1}T00:00:00.000Z`,
  }));
  await db.insertInto("organisations").values(rows).execute();
}
