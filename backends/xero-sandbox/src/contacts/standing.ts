/** What contacts owe and are owed, from the open invoices. */
import { sql } from "kysely";
import type { Context } from "../http/context.js";
import type { Standing } from "./write-contact.js";

export const noStanding: Standing = {
  receivable: 0,
  receivable_overdue: 0,
  payable: 0,
  payable_overdue: 0,
  is_customer: 0,
  is_supplier: 0,
};

/** By the ids of the contacts; one without invoices is not there. */
export async function readStandings({ db, organisation, today }: Context): Promise<ReadonlyMap<string, Standing>> {
  const open = (type: string) =>
    sql`case when type = ${type} and status = 'AUTHORISED' then total - amount_paid else 0 end`;
  const overdue = (type: string) => sql`case when due_date < ${today} then ${open(type)} else 0 end`;
  const has = (type: string) => sql`type = ${type} and status not in ('DELETED', 'VOIDED')`;
  const rows = await db
    .selectFrom("invoices")
    .where("organisation_id", "=", organisation.id)
    .groupBy("contact_id")
    .select([
      "contact_id",
      sql<number>`sum(${open("ACCREC")})`.as("receivable"),
      sql<number>`sum(${overdue("ACCREC")})`.as("receivable_overdue"),
      sql<number>`sum(${open("ACCPAY")})`.as("payable"),
      sql<number>`sum(${overdue("ACCPAY")})`.as("payable_overdue"),
      sql<number>`max(${has("ACCREC")})`.as("is_customer"),
      sql<number>`max(${has("ACCPAY")})`.as("is_supplier"),
    ])
    .execute();
  return new Map(rows.map(({ contact_id, ...standing }) => [contact_id, standing]));
}
