/** `turnpike demo`. */
import type { Command } from "commander";
import type { AddCommand } from "./add.js";

/** Adds `demo`. */
export function addDemoCommand(program: Command, add: AddCommand): void {
  const load = async () => (await import("../commands/demo.js")).demo;
  add(program, "demo", "show a scripted agent at the books of a demonstration company", load).addHelpText(
    "after",
    "\nThe company's books are made the first time and kept; the gateway and its log\n" +
      "are thrown away at the end. `start --demo` serves the same books for your own\nagent.\n",
  );
}
