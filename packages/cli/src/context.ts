/** What every command is given beside its own arguments. */
import type { ExitCode } from "./failure.js";
import type { Output } from "./output/output.js";

/** The surroundings of one command: passed in, so that a command can be tried without a process. */
export interface Context {
  readonly out: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--data` as given. */
  readonly dataFlag: string | undefined;
  /** How this program was called, for commands that are printed to be copied. */
  readonly program: string;
}

/** A command's arguments and options as the command line had them. */
export interface Call {
  readonly args: readonly (string | readonly string[] | undefined)[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** A command: returns its exit code, or throws a `Failure`. */
export type Action = (context: Context, call: Call) => Promise<ExitCode>;
