/** ModuleUnsuspend. */
import { unsuspendService } from "../../books/service/provision.js";
import { action } from "../../declare/action.js";
import { moduleErrors, serviceOf, serviceParameter } from "./module-action.js";

export const moduleUnsuspend = action({
  name: "ModuleUnsuspend",
  area: "orders",
  description: "Let a suspended service run again",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: serviceParameter,
  response: {},
  errors: moduleErrors,
  example: { request: { serviceid: 1 }, response: {} },
  async run(context, { serviceid }) {
    await unsuspendService(context, await serviceOf(context.db, serviceid));
    return {};
  },
});
