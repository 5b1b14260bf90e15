/** Tickets as they stand. */
import type { Selectable } from "kysely";
import type { Db, Tables } from "../../database/tables.js";
import { refuse } from "../../declare/refuse.js";

export type Ticket = Selectable<Tables["tickets"]>;
export type Department = Selectable<Tables["departments"]>;

/** By its id or its public number; else the refusal in the words of the action that asks. */
export async function ticketOf(
  db: Db,
  { id, number }: { readonly id: number | undefined; readonly number?: string | undefined },
  notFound: string,
): Promise<Ticket> {
  const column = id === undefined ? "number" : "id";
  const ticket = await db
    .selectFrom("tickets")
    .selectAll()
    .where(column, "=", id ?? number ?? "")
    .executeTakeFirst();
  if (ticket === undefined) throw refuse(notFound);
  return ticket;
}

export async function departmentOf(db: Db, id: number, notFound: string): Promise<Department> {
  const department = await db.selectFrom("departments").selectAll().where("id", "=", id).executeTakeFirst();
  if (department === undefined) throw refuse(notFound);
  return department;
}

/** The departments that an administrator works for: without any they see no tickets. */
export async function departmentIdsOf(db: Db, adminId: number): Promise<number[]> {
  const rows = await db
    .selectFrom("admin_departments")
    .select("department_id")
    .where("admin_id", "=", adminId)
    .orderBy("department_id")
    .execute();
  return rows.map(({ department_id: id }) => id);
}

/** The titles of the statuses, in their order; `shows` keeps those that a group of tickets is made of. */
export async function statusTitles(db: Db, shows?: "shows_active" | "shows_awaiting"): Promise<string[]> {
  const all = db.selectFrom("ticket_statuses").select("title").orderBy("sort_order");
  const rows = await (shows === undefined ? all : all.where(shows, "=", 1)).execute();
  return rows.map(({ title }) => title);
}
