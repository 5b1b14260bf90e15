/**
 * Resources: what changes seldom and is looked up often, readable without a call.
 *
 * Each is what a tool without arguments gives. A failure is an error of the protocol, never a document that says so.
 */
import { type McpServer, ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import { answered } from "./answer.js";
import type { Api } from "./api/client.js";
import { ApiProblem } from "./api/problem.js";
import type { Installation, Tool } from "./tool.js";
import { tools } from "./tools/all.js";

const rows: readonly (readonly [uri: string, title: string, tool: string])[] = [
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
  for (const [uri, title, name] of rows) {
    const tool = tools.find((each) => each.name === name);
    if (tool === undefined) throw new Error(`the resource ${uri} names no tool`);
    const description = tool.description;
    server.registerResource(uri, uri, { title, description, mimeType: "application/json" }, async (_, { mcpReq }) => ({
      contents: [{ uri, mimeType: "application/json", text: await read(tool, api, installation, mcpReq.signal) }],
    }));
  }
}

async function read(tool: Tool, api: Api, installation: Installation, signal: AbortSignal): Promise<string> {
  try {
    return JSON.stringify(answered(tool, await tool.run({}, api, installation, signal)).structuredContent);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    throw new ProtocolError(ProtocolErrorCode.InternalError, error.message);
  }
}
