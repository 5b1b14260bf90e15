/** Where a server is, as the command line says it: `--upstream URL` with its headers, or `-- COMMAND ARG...` with its variables. */
import { commandTarget, readHeader, readHeaderFromEnv, urlTarget } from "@turnpike/control";
import type { Target } from "@turnpike/store";
import type { Call, Context } from "./context.js";
import { Failure } from "./failure.js";

/** A target, and what is given along: names and values in turn, of headers, or of variables for a command. */
export type GivenTarget = { readonly target: Target; readonly credentials: readonly string[] };

type Options = { upstream?: string; header?: string[]; headerFromEnv?: string[]; env?: string[]; cwd?: string };

/** Reads the target. Throws a `Failure` with this question for one that is missing or given in two ways. */
export function readTarget(
  words: readonly string[],
  options: Call["options"],
  env: Context["env"],
  question: string,
): GivenTarget {
  const given = options as Options;
  const [command, ...args] = words;
  if ((given.upstream === undefined) === (command === undefined)) {
    throw new Failure("usage", `${question} Give \`--upstream URL\`, or \`-- COMMAND ARG...\`, one of the two`);
  }
  return command === undefined ? atUrl(given, env) : byCommand(command, args, given, env);
}

function atUrl({ upstream = "", header = [], headerFromEnv = [], env, cwd }: Options, from: Context["env"]) {
  if (env !== undefined || cwd !== undefined) {
    throw new Failure("usage", "`--env` and `--cwd` are for a command; a URL takes `--header` and `--header-from-env`");
  }
  return urlTarget(upstream, [
    ...header.map(readHeader),
    ...headerFromEnv.map((text) => readHeaderFromEnv(text, from)),
  ]);
}

function byCommand(
  command: string,
  args: readonly string[],
  { header, headerFromEnv, cwd, env = [] }: Options,
  from: Context["env"],
) {
  if (header !== undefined || headerFromEnv !== undefined) {
    throw new Failure("usage", "`--header` and `--header-from-env` are for a URL; a command takes `--env`");
  }
  if (/^https?:/.test(command) && args.length === 0) {
    throw new Failure("usage", `a URL is given with \`--upstream\`: did you mean \`--upstream ${command}\`?`);
  }
  const { target, variables } = commandTarget({ command, args, cwd, variables: env }, from);
  return { target, credentials: variables };
}

/** A target as people read it: the URL, or the command with its words told apart. */
export function showTarget(target: Target): string {
  return target.kind === "http" ? target.url : [target.command, ...target.args].map(shownWord).join(" ");
}

function shownWord(word: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(word) ? word : JSON.stringify(word);
}
