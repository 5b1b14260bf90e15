/** ModuleChangePw, and the same under the name that an MCP server calls it by. */
import { changePassword } from "../../books/service/provision.js";
import { type Action, action } from "../../declare/action.js";
import * as param from "../../declare/param.js";
import { moduleErrors, serviceOf, serviceParameter } from "./module-action.js";

export const moduleChangePw = action({
  name: "ModuleChangePw",
  area: "orders",
  description: "Give a service a new password, on its server and in the books",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    ...serviceParameter,
    servicepassword: param.text("The new password (default: a made up one)"),
  },
  response: {},
  errors: moduleErrors,
  example: { request: { serviceid: 1, servicepassword: "Pa55w0rd" }, response: {} },
  async run(context, { serviceid, servicepassword }) {
    await changePassword(context, await serviceOf(context.db, serviceid), servicepassword);
    return {};
  },
});

export const moduleChangePassword: Action = { ...moduleChangePw, name: "ModuleChangePassword", isExtension: true };
