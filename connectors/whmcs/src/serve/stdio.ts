/** Serves over standard input and output, until the input ends. */
import type { McpServerFactory } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";

/** Starts serving both generations; nothing but protocol goes to standard output. */
export function serveOnStdio(factory: McpServerFactory): { close(): Promise<void> } {
  return serveStdio(factory, { onerror: ({ message }) => console.error(`turnpike-whmcs: ${message}`) });
}
