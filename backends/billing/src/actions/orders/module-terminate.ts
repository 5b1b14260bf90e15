/** ModuleTerminate. */
import { terminateService } from "../../books/service/provision.js";
import { action } from "../../declare/action.js";
import { moduleErrors, serviceOf, serviceParameter } from "./module-action.js";

export const moduleTerminate = action({
  name: "ModuleTerminate",
  area: "orders",
  description: "Take a service off its server, for good",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: serviceParameter,
  response: {},
  errors: moduleErrors,
  example: { request: { serviceid: 1 }, response: {} },
  async run(context, { serviceid }) {
    await terminateService(context, await serviceOf(context.db, serviceid));
    return {};
  },
});
