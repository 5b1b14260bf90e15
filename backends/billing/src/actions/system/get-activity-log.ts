/** GetActivityLog. */
import { keptCount, page } from "../../database/list.js";
import { contains } from "../../database/search.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

export const getActivityLog = action({
  name: "GetActivityLog",
  area: "system",
  description: "Obtain the activity log, newest first: every action that changes something writes into it",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: {
    limitstart: param.count("The offset for the returned entries (default: 0)"),
    limitnum: param.count("The number of entries to return (default: 25)"),
    clientid: param.int("Entries about this client"),
    date: param.day("Entries of this day"),
    user: param.text("Entries by users whose name contains this"),
    description: param.text("Entries that contain this"),
    ipaddress: param.text("Entries from addresses that contain this"),
  },
  response: {
    totalresults: field.int("How many entries there are"),
    startnumber: field.int("The offset of the first one"),
    activity: field.list("entry", "The entries", {
      id: field.int("The entry"),
      clientId: field.idOrZero("The client it is about"),
      userId: field.idOrZero("The user who did it"),
      adminId: field.idOrZero("The administrator who did it"),
      date: field.moment("When it was done"),
      description: field.text("What was done"),
      username: field.text("The name of who did it"),
      ipaddress: field.text("Where it was done from"),
      userid: field.idOrZero("The client it is about"),
    }),
  },
  errors: [],
  example: {
    request: { limitnum: 1 },
    response: {
      totalresults: 9,
      startnumber: 0,
      activity: {
        entry: [
          {
            id: 9,
            clientId: 1,
            userId: 0,
            adminId: 1,
            date: "2026-03-10 12:00:00",
            description: "Registrar RegisterDomain Successful - Domain: example.net",
            username: "admin",
            ipaddress: "",
            userid: 1,
          },
        ],
      },
    },
  },
  async run({ db }, input) {
    const { clientid, date, user, description, ipaddress } = input;
    let query = db.selectFrom("activity_log").selectAll().orderBy("id", "desc");
    if (clientid !== undefined) query = query.where("client_id", "=", clientid);
    if (date) query = query.where("date", ">=", `${date} 00:00:00`).where("date", "<=", `${date} 23:59:59`);
    if (user) query = query.where(contains("username", user));
    if (description) query = query.where(contains("description", description));
    if (ipaddress) query = query.where(contains("ip_address", ipaddress));
    const isCounted = !(date || user || description || ipaddress);
    const total = isCounted ? await keptCount(db, "activity_log", { client_id: clientid }) : undefined;
    const { rows, totalresults, startnumber } = await page(db, query, input, total);
    const activity = rows.map((row) => ({
      ...row,
      clientId: row.client_id,
      userId: row.user_id,
      adminId: row.admin_id,
      ipaddress: row.ip_address,
      userid: row.client_id,
    }));
    return { totalresults, startnumber, activity };
  },
});
