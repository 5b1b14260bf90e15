/** GetSupportDepartments. */
import { departmentIdsOf, statusTitles } from "../../books/ticket/find.js";
import { keptCount } from "../../database/list.js";
import type { Db } from "../../database/tables.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

export const getSupportDepartments = action({
  name: "GetSupportDepartments",
  area: "support",
  description: "Get the support departments and how many tickets wait in them",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: {
    ignore_dept_assignments: param.bool("Whether to show departments that the administrator is not assigned to"),
  },
  response: {
    totalresults: field.int("How many departments there are"),
    departments: field.list("department", "The departments", {
      id: field.intText("The ID of the department"),
      name: field.text("Its name"),
      awaitingreply: field.intText("How many tickets await a reply"),
      opentickets: field.intText("How many tickets are active"),
    }),
  },
  errors: [],
  example: {
    request: {},
    response: {
      totalresults: 1,
      departments: { department: [{ id: "1", name: "Support", awaitingreply: "1", opentickets: "1" }] },
    },
  },
  async run({ db, caller }, { ignore_dept_assignments: ignoresAssignments }) {
    const all = await db.selectFrom("departments").select(["id", "name"]).orderBy("sort_order").orderBy("id").execute();
    const mine = await departmentIdsOf(db, caller.adminId);
    const shown = ignoresAssignments === true ? all : all.filter(({ id }) => mine.includes(id));
    const awaiting = await statusTitles(db, "shows_awaiting");
    const active = await statusTitles(db, "shows_active");
    const departments = [];
    for (const { id, name } of shown) {
      const awaitingreply = await ticketsIn(db, id, awaiting);
      departments.push({ id, name, awaitingreply, opentickets: await ticketsIn(db, id, active) });
    }
    return { totalresults: departments.length, departments };
  },
});

async function ticketsIn(db: Db, department_id: number, statuses: readonly string[]): Promise<number> {
  let sum = 0;
  for (const status of statuses) sum += (await keptCount(db, "tickets", { department_id, status })) ?? 0;
  return sum;
}
