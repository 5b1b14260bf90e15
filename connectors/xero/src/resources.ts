/**
 * Resources: what changes seldom and is looked up often, readable without a call.
 *
 * Each is what a tool without arguments gives. A failure is an error of the protocol, never a document that says so.
 */
import { type McpServer, ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import { answered, problemText } from "./answer.js";
import type { Xero } from "./api/client.js";
import type { Tool } from "./tool.js";
import { tools } from "./tools/all.js";

const rows: readonly (readonly [uri: string, title: string, tool: string])[] = [
  ["xero://organisations", "Connected organisations", "list_organisations"],
  ["xero://accounts", "Chart of accounts", "list_accounts"],
];

/** Registers every resource. */
export function registerResources(server: McpServer, xero: Xero): void {
  for (const [uri, title, name] of rows) {
    const tool = tools.find((each) => each.name === name);
    if (tool === undefined) throw new Error(`the resource ${uri} names no tool`);
    const { description } = tool;
    server.registerResource(uri, uri, { title, description, mimeType: "application/json" }, async (_, { mcpReq }) => ({
      contents: [{ uri, mimeType: "application/json", text: await read(tool, xero, mcpReq.signal) }],
    }));
  }
}

async function read(tool: Tool, xero: Xero, signal: AbortSignal): Promise<string> {
  try {
    return JSON.stringify(
      answered(tool, await tool.run({}, { xero, signal, deadline: xero.deadline() })).structuredContent,
    );
  } catch (error) {
    throw new ProtocolError(ProtocolErrorCode.InternalError, problemText(error));
  }
}
