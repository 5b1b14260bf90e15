/** `turnpike scan`: what a server's tools can do, what is wrong with them, and the policy that should hold them. */
import type { Command } from "commander";
import type { AddCommand } from "./add.js";
import { addTargetOptions } from "./target.js";

const scanText = `
  turnpike scan --upstream https://mcp.example.com/mcp -o policy.yaml
  turnpike scan -- node server.js
  turnpike scan --tools tools.json --fail-on high
A saved list is the answer to tools/list, its result, or the array of tools.
In a --list each line is a target as above, a bare URL, a saved list or a
command; empty lines and those that begin with # are left out.
Beside -o policy.yaml its tests are written, policy.test.yaml.
The folder of --pages is new, empty, or one that it wrote before.`;

/** Adds `scan`. */
export function addScanCommand(program: Command, add: AddCommand): void {
  const scan = add(
    program,
    "scan",
    "say what a server's tools can do, and recommend a policy",
    async () => (await import("../commands/scan.js")).scan,
  )
    .usage("[options] (TARGET | --tools FILE | --list FILE)")
    .argument("[COMMAND...]")
    .option("--tools <FILE>", "a saved tools/list instead of a server; - reads standard input")
    .option("--list <FILE>", "many servers, one a line, scanned side by side");
  addTargetOptions(scan)
    .option("--name <NAME>", "what to call the server (default: what it calls itself)")
    .option("-o, --output <FILE>", "write the recommended policy: .yaml or .json; a folder with --list")
    .option("--pages <DIR>", "write a site: a page for each server and tool, with an index and a search")
    .option("--without-approvals", "recommend limits where a person's approval would be asked")
    .option("--fail-on <SEVERITY>", "exit 1 at a finding as grave: critical, high, medium, low")
    .option("--sarif", "print the findings as SARIF 2.1.0")
    .addHelpText("after", scanText);
}
