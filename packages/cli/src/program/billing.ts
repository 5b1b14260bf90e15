/** `turnpike billing`: the WHMCS-compatible billing API. */
import type { Command } from "commander";
import type { AddCommand } from "./add.js";

/** Adds `billing` and what is under it. */
export function addBillingCommands(program: Command, add: AddCommand): void {
  const billing = program.command("billing").description("run the WHMCS-compatible billing API");
  add(
    billing,
    "start",
    "serve the API and its reference pages",
    async () => (await import("../commands/billing-start.js")).billingStart,
  )
    .option("--host <HOST>", "address to listen on (default: 127.0.0.1)")
    .option("--port <PORT>", "port to listen on; 0 picks a free one (default: 7310)")
    .option("--demo", "books of a demonstration company, in a folder of their own")
    .addHelpText(
      "after",
      "\nMail goes out where the variable BILLING_SMTP_URL says,\n" +
        "smtp://user:password@host:port or smtps://…; without it mail is kept in the\noutbox and not sent.\n",
    );
}
