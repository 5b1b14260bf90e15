/**
 * The commands, their arguments and their help: everything that can be said without doing anything. What a command
 * does is loaded when it is called, so that `policy validate` does not wait for the gateway and the store.
 */
import { type Argument, Command, Help, type HelpConfiguration, Option } from "commander";
import type { Action } from "./context.js";
import type { AddCommand } from "./program/add.js";
import { addBillingCommands } from "./program/billing.js";
import { addDemoCommand } from "./program/demo.js";
import { addPolicyCommands } from "./program/policy.js";
import { addGrantCommands, addLogCommand, addServerCommands } from "./program/registry.js";
import { addScanCommand } from "./program/scan.js";
import { addStartCommand } from "./program/start.js";
import { addWrapCommand } from "./program/wrap.js";
import { addXeroSandboxCommands } from "./program/xero-sandbox.js";
import { reportUsage } from "./usage.js";

/** Does what a command line asked for: given the command's code and its arguments. */
export type Runner = (
  load: () => Promise<Action>,
  args: readonly unknown[],
  options: Record<string, unknown>,
) => Promise<void>;

/** The `turnpike` program; `run` is called with the command that was chosen. */
export function buildProgram(version: string, json: boolean, run: Runner): Command {
  const program = new Command("turnpike")
    .description("A policy gateway between AI agents and the MCP servers they use.")
    .version(version, "--version", "print the version")
    .addOption(new Option("--data <DIR>", "data folder (else TURNPIKE_DATA, else the platform's)"))
    .addOption(new Option("--json", "print JSON for programs, one object a line"))
    .helpOption("-h, --help", "show this help")
    .helpCommand("help [command]", "show the help of a command")
    .configureHelp(helpStyle)
    .configureOutput({ outputError: () => {}, ...(json ? { writeErr: () => {} } : {}) });
  const add: AddCommand = (parent, usage, description, load) =>
    parent
      .command(usage)
      .description(description)
      .action((...received: unknown[]) => run(load, received.slice(0, -2), received.at(-2) as Record<string, unknown>));
  addStartCommand(program, add);
  addWrapCommand(program, add);
  addDemoCommand(program, add);
  addScanCommand(program, add);
  addServerCommands(program, add);
  addGrantCommands(program, add);
  addPolicyCommands(program, add);
  addLogCommand(program, add);
  addBillingCommands(program, add);
  addXeroSandboxCommands(program, add);
  inherit(program);
  reportUsage(program);
  return program;
}

/** Help shows what is meant to be typed: `--version` on the root only, and no argument without a description. */
const helpStyle: HelpConfiguration = {
  showGlobalOptions: true,
  visibleGlobalOptions(command) {
    return new Help().visibleGlobalOptions.call(this, command).filter((option) => option.long !== "--version");
  },
  visibleArguments: (command) => describedArguments(command),
  subcommandTerm: (command) =>
    [
      command.name(),
      ...(command.options.length > 0 ? ["[options]"] : []),
      ...describedArguments(command).map(term),
    ].join(" "),
};

const describedArguments = (command: Command) =>
  command.registeredArguments.filter((argument) => argument.description !== "");

const term = (argument: Argument): string => {
  const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${name}>` : `[${name}]`;
};

/** Settings of the root that commander does not hand down to commands made before they were set. */
function inherit(command: Command): void {
  for (const child of command.commands) {
    child.copyInheritedSettings(command).helpOption("-h, --help", "show this help");
    if (child.commands.length > 0) child.helpCommand(false);
    inherit(child);
  }
}
