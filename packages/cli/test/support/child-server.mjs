// A small MCP server over standard input and output, for both generations: it says what it was given.
import { McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";

serveStdio(() => {
  const server = new McpServer({ name: "child", version: "1.0.0" });
  const tool = (name, answer) =>
    server.registerTool(name, {}, () => ({ content: [{ type: "text", text: JSON.stringify(answer()) }] }));
  tool("variables", () => Object.keys(process.env).sort());
  tool("secret", () => process.env.CHILD_SECRET);
  tool("place", () => ({ cwd: process.cwd(), pid: process.pid }));
  tool("forbidden", () => "ran");
  return server;
});
