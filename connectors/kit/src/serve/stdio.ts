/** Serves over standard input and output, until the input ends. */
import type { McpServerFactory } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";

/** Starts serving both generations; nothing but protocol goes to standard output, and errors under `name` to standard error. */
export function serveOnStdio(factory: McpServerFactory, name: string): { close(): Promise<void> } {
  return serveStdio(factory, { onerror: ({ message }) => console.error(`${name}: ${message}`) });
}
