/** LogActivity. */
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";

const notFound = "Client ID Not Found";
const noDescription = "A description is required";

export const logActivity = action({
  name: "LogActivity",
  area: "system",
  description: "Write an entry into the activity log",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    clientid: param.id("The client it is about", notFound),
    description: param.required(param.text("What was done"), noDescription),
  },
  response: {},
  errors: [noDescription, notFound],
  example: { request: { clientid: 1, description: "Called the client" }, response: {} },
  async run(context, { clientid, description }) {
    if (clientid !== undefined) {
      const client = await context.db.selectFrom("clients").select("id").where("id", "=", clientid).executeTakeFirst();
      if (client === undefined) throw refuse(notFound);
    }
    await context.log(description, clientid);
    await context.hook("LogActivity", { description, clientid: clientid ?? 0 });
    return {};
  },
});
