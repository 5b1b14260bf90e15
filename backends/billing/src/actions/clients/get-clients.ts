/** GetClients. */
import type { ExpressionBuilder } from "kysely";
import { keptCount, page } from "../../database/list.js";
import { begins, reads } from "../../database/search.js";
import type { Db, Tables } from "../../database/tables.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

/** By the names that callers give. */
const orders = {
  id: "id",
  firstname: "firstname",
  lastname: "lastname",
  companyname: "companyname",
  email: "email",
  groupid: "group_id",
  datecreated: "created_at",
  status: "status",
} as const;

const statuses = ["Active", "Inactive", "Closed"] as const;

export const getClients = action({
  name: "GetClients",
  area: "clients",
  description: "Obtain the clients that match the passed criteria",
  kind: "read",
  history: { "1.0": "Initial Version", "8.2": "orderby" },
  parameters: {
    limitstart: param.count("The offset for the returned clients (default: 0)"),
    limitnum: param.count("The number of clients to return (default: 25)"),
    sorting: param.text("ASC or DESC"),
    status: param.choice("Active, Inactive or Closed", statuses),
    search: param.text("What the email address, the first, last or full name or the company begins with"),
    orderby: param.text(`${Object.keys(orders).join(", ")} (default: last name, first name, company)`),
  },
  response: {
    totalresults: field.int("How many clients there are"),
    startnumber: field.int("The offset of the first one"),
    numreturned: field.int("How many are in this answer"),
    clients: field.list("client", "The clients", {
      id: field.int("The ID of the client"),
      firstname: field.text("First name"),
      lastname: field.text("Last name"),
      companyname: field.text("Company"),
      email: field.text("Email address"),
      datecreated: field.day("When the client was added"),
      groupid: field.idOrZero("The client group"),
      status: field.text("Active, Inactive or Closed"),
    }),
  },
  errors: [],
  example: {
    request: { search: "one" },
    response: {
      totalresults: 1,
      startnumber: 0,
      numreturned: 1,
      clients: {
        client: [
          {
            id: 1,
            firstname: "One",
            lastname: "Client",
            companyname: "",
            email: "one@example.com",
            datecreated: "2026-01-01",
            groupid: 0,
            status: "Active",
          },
        ],
      },
    },
  },
  async run({ db }, input) {
    const { status, search = "" } = input;
    const total = search === "" ? await keptCount(db, "clients", { status }) : undefined;
    const { rows, ...counts } = await page(db, matching(db, input), input, total);
    const clients = rows.map((row) => ({ ...row, datecreated: row.created_at.slice(0, 10), groupid: row.group_id }));
    return { ...counts, clients };
  },
});

type Input = {
  readonly status?: string | undefined;
  readonly search?: string | undefined;
  readonly orderby?: string | undefined;
  readonly sorting?: string | undefined;
};

/** An order that is not known is the default one. */
function matching(db: Db, { status, search = "", orderby = "", sorting = "" }: Input) {
  const direction = sorting.toUpperCase() === "DESC" ? "desc" : "asc";
  const order = Object.hasOwn(orders, orderby) ? [orders[orderby as keyof typeof orders]] : [];
  const columns = order.length > 0 ? order : (["lastname", "firstname", "companyname"] as const);
  let query = db
    .selectFrom("clients")
    .select(["id", "firstname", "lastname", "companyname", "email", "created_at", "group_id", "status"]);
  if (status !== undefined) query = query.where("status", "=", status as (typeof statuses)[number]);
  if (search !== "") query = query.where((where) => beginsWith(where, search));
  for (const column of columns) query = query.orderBy(column, direction);
  return columns.some((column) => column === "id") ? query : query.orderBy("id", direction);
}

/** The words begin one of the texts, or a full name: all up to a space is the first name then. */
function beginsWith(where: ExpressionBuilder<Tables, "clients">, search: string) {
  const texts = ["email", "firstname", "lastname", "companyname"] as const;
  const fullNames = [...search.matchAll(/ /g)].map(({ index }) =>
    where.and([reads("firstname", search.slice(0, index)), begins("lastname", search.slice(index + 1))]),
  );
  return where.or([...texts.map((column) => begins(column, search)), ...fullNames]);
}
