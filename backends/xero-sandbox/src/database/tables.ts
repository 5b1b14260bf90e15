/** Every table, as kysely knows them. */
import type { Kysely } from "kysely";
import type { IdentityTables } from "../identity/tables.js";
import type { LedgerTables } from "./ledger-tables.js";

export type Tables = LedgerTables & IdentityTables;

/** The database, or a transaction on it. */
export type Db = Kysely<Tables>;
