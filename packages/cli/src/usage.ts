/** Wrong usage as commander finds it, told in our manner and with a pointer to the help of the command that was meant. */
import type { Command, CommanderError } from "commander";
import { Failure } from "./failure.js";

/** Wrong usage of one command. */
export class UsageFailure extends Failure {
  /** The words that call the command: `turnpike policy add`. */
  readonly command: string;
  /** The help was printed in place of a message, since a command was missing. */
  readonly helpShown: boolean;

  constructor(command: string, message: string, helpShown = false) {
    super("usage", message);
    this.command = command;
    this.helpShown = helpShown;
  }
}

/** Makes every command throw `UsageFailure`; help and version, which are no errors, keep commander's own. */
export function reportUsage(command: Command): void {
  command.exitOverride((error) => {
    throw error.exitCode === 0 ? error : usageFailure(error, command);
  });
  for (const child of command.commands) reportUsage(child);
}

function usageFailure(error: CommanderError, command: Command): UsageFailure {
  const words = commandWords(command);
  if (error.code === "commander.help") {
    const names = command.commands.map((child) => child.name()).join(", ");
    return new UsageFailure(words, `\`${words}\` needs a command: ${names}`, true);
  }
  return new UsageFailure(words, inOurManner(error.message));
}

function commandWords(command: Command): string {
  return command.parent ? `${commandWords(command.parent)} ${command.name()}` : command.name();
}

/** `error: unknown option '--jso'\n(Did you mean --json?)` as one sentence with what the user wrote in backticks. */
function inOurManner(message: string): string {
  return message
    .replace(/^error: /, "")
    .replace(/'([^']*)'/g, "`$1`")
    .replace(
      /\s*\n\(Did you mean (one of )?(.*)\?\)/,
      (_, several, names) => `: did you mean ${several ?? ""}\`${names}\`?`,
    )
    .replace(/\. Expected (\d+) arguments? but got (\d+)\.$/, ": expected $1, got $2");
}
