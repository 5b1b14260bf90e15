/**
 * Resources: what changes seldom and is looked up often, readable without a call.
 *
 * A failure is an error of the protocol, never a document that says so.
 */
import { type McpServer, ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import { type ResourceRow, registerResources as register } from "@turnpike/connector-kit";
import { answered } from "./answer.js";
import type { Api } from "./api/client.js";
import { ApiProblem } from "./api/problem.js";
import type { Installation, Tool } from "./tool.js";
import { tools } from "./tools/all.js";

const rows: readonly ResourceRow[] = [
  ["whmcs://stats", "System statistics", "whmcs_get_stats"],
  ["whmcs://products", "Product catalogue", "whmcs_get_products"],
  ["whmcs://support/departments", "Support departments", "whmcs_get_support_departments"],
  ["whmcs://payment-methods", "Payment gateways", "whmcs_get_payment_methods"],
  ["whmcs://currencies", "Currencies", "whmcs_get_currencies"],
  ["whmcs://servers", "Servers", "whmcs_get_servers"],
  ["whmcs://admin-users", "Staff", "whmcs_get_admin_users"],
  ["whmcs://tld-pricing", "Domain prices", "whmcs_get_tld_pricing"],
  ["whmcs://promotions", "Promotion codes", "whmcs_get_promotions"],
  ["whmcs://support/statuses", "Ticket statuses", "whmcs_get_support_statuses"],
  ["whmcs://admin/todo", "To-do items", "whmcs_get_todo_items"],
];

/** Registers every resource. */
export function registerResources(server: McpServer, api: Api, installation: Installation): void {
  register(server, { rows, tools }, (tool, signal) => read(tool, api, installation, signal));
}

async function read(tool: Tool, api: Api, installation: Installation, signal: AbortSignal): Promise<unknown> {
  try {
    return answered(tool, await tool.run({}, api, installation, signal)).structuredContent;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    throw new ProtocolError(ProtocolErrorCode.InternalError, error.message);
  }
}
