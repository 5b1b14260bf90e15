/** Resources: what changes seldom and is looked up often. Each is what a tool without arguments gives. */
import type { McpServer } from "@modelcontextprotocol/server";
import type { Listed } from "./tool.js";

/** Which tool's answer stands under which address. */
export type ResourceRow = readonly [uri: string, title: string, tool: string];

/** Has the server offer what these rows name; `read` asks a tool, and its failure is an error of the protocol. */
export function registerResources<Tool extends Listed>(
  server: McpServer,
  { rows, tools }: { readonly rows: readonly ResourceRow[]; readonly tools: readonly Tool[] },
  read: (tool: Tool, signal: AbortSignal) => Promise<unknown>,
): void {
  const mimeType = "application/json";
  for (const [uri, title, name] of rows) {
    const tool = tools.find((each) => each.name === name);
    if (tool === undefined) throw new Error(`the resource ${uri} names no tool`);
    const { description } = tool;
    server.registerResource(uri, uri, { title, description, mimeType }, async (_, { mcpReq }) => ({
      contents: [{ uri, mimeType, text: JSON.stringify(await read(tool, mcpReq.signal)) }],
    }));
  }
}
