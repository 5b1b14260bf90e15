/** What the books hold, read past the actions. */

import type { TableName } from "../../src/database/tables.js";
import type { Billing } from "../../src/index.js";

/** The row of a table with this id. */
export async function rowOf(
  { db }: Billing,
  table: TableName,
  id: unknown,
): Promise<Readonly<Record<string, unknown>>> {
  return await db
    .selectFrom(table as "services")
    .selectAll()
    .where("id", "=", Number(id))
    .executeTakeFirstOrThrow();
}

/** All rows of the tables that orders and modules write to, to see that a refused call left nothing. */
export async function orderRows({ db }: Billing): Promise<readonly unknown[]> {
  const tables = [
    ...(["orders", "services", "service_addons", "domains", "invoices", "clients", "products"] as const),
    ...(["registrar_records", "module_calls", "outbox", "hook_events", "activity_log"] as const),
  ];
  return await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
}

/** The templates of the mails that were written, in their order. */
export async function mailNames({ db }: Billing): Promise<readonly string[]> {
  const rows = await db.selectFrom("outbox").select("template").orderBy("id").execute();
  return rows.map(({ template }) => template);
}

/** The hooks that were noted, in their order. */
export async function hookNames({ db }: Billing): Promise<readonly string[]> {
  const rows = await db.selectFrom("hook_events").select("hook").orderBy("id").execute();
  return rows.map(({ hook }) => hook);
}

/** What was asked of modules: operation and outcome. */
export async function moduleCalls({ db }: Billing) {
  return await db.selectFrom("module_calls").select(["module", "operation", "outcome"]).orderBy("id").execute();
}

/** The activity log, in its order. */
export async function logLines({ db }: Billing): Promise<readonly string[]> {
  const rows = await db.selectFrom("activity_log").select("description").orderBy("id").execute();
  return rows.map(({ description }) => description);
}
