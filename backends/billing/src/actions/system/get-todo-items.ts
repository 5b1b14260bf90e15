/** GetToDoItems. */
import { keptCount, page } from "../../database/list.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

const statuses = ["New", "Pending", "In Progress", "Completed", "Postponed"] as const;

export const getTodoItems = action({
  name: "GetToDoItems",
  area: "system",
  description: "Get the to-do items",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: {
    limitstart: param.count("The offset for the returned items (default: 0)"),
    limitnum: param.count("The number of items to return (default: 25)"),
    status: param.choice("Items with this status; Incomplete is all that are not Completed", [
      "Incomplete",
      ...statuses,
    ]),
  },
  response: {
    totalresults: field.int("How many items there are"),
    startnumber: field.int("The offset of the first one"),
    numreturned: field.int("How many are in this answer"),
    items: field.list("item", "The items", {
      id: field.int("The item"),
      date: field.day("When it was added"),
      title: field.text("What is to be done"),
      description: field.text("More on it"),
      admin: field.idOrZero("Who is to do it"),
      status: field.text("Its status"),
      duedate: field.day("Until when"),
    }),
  },
  errors: [],
  example: {
    request: { status: "Incomplete" },
    response: { totalresults: 0, startnumber: 0, numreturned: 0, items: { item: [] } },
  },
  async run({ db }, input) {
    const { status } = input;
    const all = db.selectFrom("todo_items").selectAll().orderBy("id");
    if (status === "Incomplete") return written(await page(db, all.where("status", "!=", "Completed"), input));
    const query = status === undefined ? all : all.where("status", "=", status);
    return written(await page(db, query, input, await keptCount(db, "todo_items", { status })));
  },
});

type Row = { readonly admin_id: number | null; readonly due_date: string | null };

function written<R extends Row, P>({ rows, ...counts }: P & { readonly rows: readonly R[] }) {
  return { ...counts, items: rows.map((row) => ({ ...row, admin: row.admin_id, duedate: row.due_date })) };
}
