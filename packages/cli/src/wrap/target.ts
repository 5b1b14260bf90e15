/** What a wrapper stands before, as the command line says it, and what the server is called unless it is named. */
import { checkDistinct, commandTarget, httpTarget, readHeader, readHeaderFromEnv } from "@turnpike/control";
import type { Target } from "@turnpike/store";
import type { Call, Context } from "../context.js";
import { Failure } from "../failure.js";

/**
 * A target, the name that goes with it, and what is given along: names and values in turn, of headers, or of variables
 * for a command.
 */
export type WrapTarget = {
  readonly target: Target;
  readonly name: string;
  readonly credentials: readonly string[];
};

type Options = { upstream?: string; header?: string[]; headerFromEnv?: string[]; env?: string[]; cwd?: string };

/** Reads the target. Throws a `Failure` for one that is missing or given in two ways. */
export function wrapTarget({ args, options }: Call, env: Context["env"]): WrapTarget {
  const words = (args[0] ?? []) as readonly string[];
  const given = options as Options;
  const [command] = words;
  if ((given.upstream === undefined) === (command === undefined)) {
    throw new Failure("usage", "what is wrapped? Give `--upstream URL`, or `-- COMMAND ARG...`, one of the two");
  }
  return command === undefined ? atUrl(given, env) : byCommand(command, words.slice(1), given, env);
}

function atUrl(
  { upstream = "", header = [], headerFromEnv = [], env, cwd }: Options,
  from: Context["env"],
): WrapTarget {
  if (env !== undefined || cwd !== undefined) {
    throw new Failure("usage", "`--env` and `--cwd` are for a command; a URL takes `--header` and `--header-from-env`");
  }
  const target = httpTarget(upstream);
  const headers = [...header.map(readHeader), ...headerFromEnv.map((text) => readHeaderFromEnv(text, from))];
  checkDistinct(headers);
  const credentials = headers.flatMap(({ name, value }) => [name, value]);
  return { target, name: asName(new URL(upstream).host), credentials };
}

function byCommand(
  command: string,
  args: readonly string[],
  { header, headerFromEnv, cwd, env = [] }: Options,
  from: Context["env"],
): WrapTarget {
  if (header !== undefined || headerFromEnv !== undefined) {
    throw new Failure("usage", "`--header` and `--header-from-env` are for a URL; a command takes `--env`");
  }
  const { target, variables } = commandTarget({ command, args, cwd, variables: env }, from);
  const [base = ""] = (command.split(/[\\/]/).at(-1) ?? "").split(/\.(?:exe|cmd|bat)$/i);
  return { target, name: asName(base), credentials: variables };
}

/** A server's name made of a text: what it may not hold becomes `-`. */
function asName(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, 63)
    .replace(/-+$/, "");
  return name === "" ? "server" : name;
}
