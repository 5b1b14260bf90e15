/** The MCP server that is a command, and which processes are its. */
import { fileURLToPath } from "node:url";
import { processTree, runsFile } from "../machine/cpu.js";

const file = fileURLToPath(new URL("../processes/stdio-server.js", import.meta.url));

/** How it is started. */
export const serverCommand: readonly string[] = [process.execPath, file];

/** A process and all that it has started: what is the server's, and what is not. */
export function splitTree(root: number): { readonly own: readonly number[]; readonly servers: readonly number[] } {
  const all = processTree(root);
  return { own: all.filter((pid) => !runsFile(pid, file)), servers: all.filter((pid) => runsFile(pid, file)) };
}
