/**
 * Resources: what changes seldom and is looked up often, readable without a call.
 *
 * A failure is an error of the protocol, never a document that says so.
 */
import { type McpServer, ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import { type ResourceRow, registerResources as register } from "@turnpike/connector-kit";
import { answered, problemText } from "./answer.js";
import type { Xero } from "./api/client.js";
import type { Tool } from "./tool.js";
import { tools } from "./tools/all.js";

const rows: readonly ResourceRow[] = [
  ["xero://organisations", "Connected organisations", "list_organisations"],
  ["xero://accounts", "Chart of accounts", "list_accounts"],
];

/** Registers every resource. */
export function registerResources(server: McpServer, xero: Xero): void {
  register(server, { rows, tools }, (tool, signal) => read(tool, xero, signal));
}

async function read(tool: Tool, xero: Xero, signal: AbortSignal): Promise<unknown> {
  try {
    return answered(tool, await tool.run({}, { xero, signal, deadline: xero.deadline() })).structuredContent;
  } catch (error) {
    throw new ProtocolError(ProtocolErrorCode.InternalError, problemText(error));
  }
}
