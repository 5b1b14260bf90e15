/** GetSupportStatuses. */
import { keptCount } from "../../database/list.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

export const getSupportStatuses = action({
  name: "GetSupportStatuses",
  area: "support",
  description: "Get the support statuses and how many tickets have each",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: { deptid: param.int("Count the tickets of this department only") },
  response: {
    totalresults: field.int("How many statuses there are"),
    statuses: field.list("status", "The statuses, in their order", {
      title: field.text("The status"),
      count: field.int("How many tickets have it"),
      color: field.text("The colour it is shown in"),
    }),
  },
  errors: [],
  example: {
    request: {},
    response: {
      totalresults: 6,
      statuses: {
        status: [
          { title: "Open", count: 0, color: "#779500" },
          { title: "Answered", count: 0, color: "#000000" },
          { title: "Customer-Reply", count: 1, color: "#ff6600" },
          { title: "On Hold", count: 0, color: "#224488" },
          { title: "In Progress", count: 0, color: "#cc0000" },
          { title: "Closed", count: 0, color: "#888888" },
        ],
      },
    },
  },
  async run({ db }, { deptid }) {
    const rows = await db.selectFrom("ticket_statuses").select(["title", "color"]).orderBy("sort_order").execute();
    const statuses = [];
    for (const { title, color } of rows) {
      const count = (await keptCount(db, "tickets", { department_id: deptid, status: title })) ?? 0;
      statuses.push({ title, color, count });
    }
    return { totalresults: statuses.length, statuses };
  },
});
