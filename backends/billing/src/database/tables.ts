/** Every table, and the whole as kysely knows it. */
import type { Kysely } from "kysely";
import { integer, text } from "./columns.js";
import { type TablesOf, table } from "./table.js";
import * as billing from "./tables/billing.js";
import * as catalogue from "./tables/catalogue.js";
import * as clients from "./tables/clients.js";
import * as services from "./tables/services.js";
import * as support from "./tables/support.js";
import * as system from "./tables/system.js";

/** How many rows a table has for each of its `counted` combinations; triggers keep it. */
const row_counts = table(
  { list: text(), columns: text(), value: text(), rows: integer() },
  { key: ["list", "columns", "value"] },
);

export const tables = {
  row_counts,
  ...system,
  ...clients,
  ...catalogue,
  ...billing,
  ...services,
  ...support,
};

export type Tables = TablesOf<typeof tables>;
export type TableName = keyof Tables & string;

/** The database, or a transaction on it. */
export type Db = Kysely<Tables>;
