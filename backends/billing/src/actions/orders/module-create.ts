/** ModuleCreate. */
import { createService } from "../../books/service/provision.js";
import { action } from "../../declare/action.js";
import { moduleErrors, serviceOf, serviceParameter } from "./module-action.js";

export const moduleCreate = action({
  name: "ModuleCreate",
  area: "orders",
  description: "Set up a service on its server: it becomes active",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: serviceParameter,
  response: {},
  errors: moduleErrors,
  example: { request: { serviceid: 1 }, response: {} },
  async run(context, { serviceid }) {
    await createService(context, await serviceOf(context.db, serviceid));
    return {};
  },
});
