// A server of the official SDK that speaks both generations, with one of each thing.
import { acceptedContent, fromJsonSchema, inputRequired, McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";

const text = (words) => ({ content: [{ type: "text", text: words }] });
const schema = (properties) => ({ inputSchema: fromJsonSchema({ type: "object", properties }) });
const requestedSchema = { type: "object", properties: { colour: { type: "string" } }, required: ["colour"] };
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

serveStdio(() => {
  const server = new McpServer({ name: "official", version: "1" });
  server.registerTool("echo", schema({ words: { type: "string" } }), ({ words }) => text(words));
  server.registerTool("ask", schema({}), (_, { mcpReq }) => {
    const answer = acceptedContent(mcpReq.inputResponses, "colour", fromJsonSchema(requestedSchema));
    if (answer !== undefined) return text(answer.colour);
    const question = inputRequired.elicit({ message: "which colour?", requestedSchema });
    return inputRequired({ inputRequests: { colour: question } });
  });
  server.registerTool("count", schema({ to: { type: "number" } }), async ({ to }, { mcpReq }) => {
    const { progressToken } = mcpReq._meta ?? {};
    for (let progress = 1; progress <= to && !mcpReq.signal.aborted; progress++) {
      await mcpReq.notify({ method: "notifications/progress", params: { progressToken, progress } });
      await pause(10);
    }
    return text("counted");
  });
  server.registerTool("whisper", schema({}), () => text("whispered"));
  server.registerTool("secret", schema({}), () => text("told"));
  server.registerResource("notes", "file:///notes", {}, ({ href }) => ({ contents: [{ uri: href, text: "a note" }] }));
  server.registerPrompt("greet", {}, () => ({
    messages: [{ role: "user", content: { type: "text", text: "hello" } }],
  }));
  return server;
});
