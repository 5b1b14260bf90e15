/** ModuleSuspend. */
import { suspendService } from "../../books/service/provision.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";
import { moduleErrors, serviceOf, serviceParameter } from "./module-action.js";

export const moduleSuspend = action({
  name: "ModuleSuspend",
  area: "orders",
  description: "Suspend a service on its server",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    ...serviceParameter,
    suspendreason: param.text("Why it is suspended (default: Overdue on Payment)"),
  },
  response: {},
  errors: moduleErrors,
  example: { request: { serviceid: 1, suspendreason: "Abuse" }, response: {} },
  async run(context, { serviceid, suspendreason }) {
    await suspendService(context, await serviceOf(context.db, serviceid), suspendreason);
    return {};
  },
});
