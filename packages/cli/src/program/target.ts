/** The options that say where a server is, for every command that takes a TARGET. */
import type { Command } from "commander";
import { collect } from "./start.js";

/** Adds the options of a TARGET. */
export function addTargetOptions(command: Command): Command {
  return command
    .option("--upstream <URL>", "where the server is, http or https")
    .option("--header <K: V>", "header to send with every request; may be given several times", collect)
    .option("--header-from-env <K: ${NAME}>", "the same, with variables of the environment filled in", collect)
    .option("--env <NAME>", "variable that a command gets: NAME or NAME=VALUE; may be given several times", collect)
    .option("--cwd <DIR>", "folder that a command is run in (default: this one)");
}
