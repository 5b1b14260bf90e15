/** `turnpike wrap`: one server behind a policy file, for the configuration file of a client. */
import type { Command } from "commander";
import type { AddCommand } from "./add.js";
import { addTargetOptions } from "./target.js";

const wrapText = `
A client starts it in place of the server; docs/wrap.md has configuration files:
  turnpike wrap --policy policy.json --upstream https://mcp.example.com/mcp
  turnpike wrap --policy policy.json --env SHOP_TOKEN -- node server.js
It speaks MCP on standard input and output, and to people on standard error.
Wrappers of one name share their limits, also with a gateway on the data folder.`;

/** Adds `wrap`. */
export function addWrapCommand(program: Command, add: AddCommand): void {
  const wrap = add(
    program,
    "wrap",
    "stand before one server, spoken to over standard input and output",
    async () => (await import("../commands/wrap.js")).wrap,
  )
    .usage("--policy FILE [options] --upstream URL | -- COMMAND ARG...")
    .argument("[COMMAND...]")
    .requiredOption("--policy <FILE>", "policy that decides; an edit counts from the next call")
    .option("--name <NAME>", "what to call the server: [a-z0-9-]{1,63} (default: host or command)")
    .addHelpText("after", wrapText);
  addTargetOptions(wrap);
}
