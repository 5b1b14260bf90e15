/** `turnpike xero-sandbox`: the small Xero-compatible server. */
import type { Command } from "commander";
import type { AddCommand } from "./add.js";

/** Adds `xero-sandbox` and what is under it. */
export function addXeroSandboxCommands(program: Command, add: AddCommand): void {
  const sandbox = program.command("xero-sandbox").description("run the Xero-compatible sandbox");
  add(
    sandbox,
    "start",
    "serve the accounting API and its sign-in",
    async () => (await import("../commands/xero-sandbox-start.js")).xeroSandboxStart,
  )
    .option("--host <HOST>", "address to listen on (default: 127.0.0.1)")
    .option("--port <PORT>", "port to listen on; 0 picks a free one (default: 7320)")
    .option("--demo", "books of a demonstration company, in a folder of their own");
}
