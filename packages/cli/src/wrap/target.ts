/** What a wrapper stands before, as the command line says it, and what the server is called unless it is named. */
import { checkDistinct, httpTarget, readHeader, readHeaderFromEnv } from "@turnpike/control";
import type { Target } from "@turnpike/store";
import type { Call, Context } from "../context.js";
import { Failure } from "../failure.js";

/** A target, the name that goes with it, and what is sent to be let in there: header names and values in turn. */
export type WrapTarget = {
  readonly target: Target;
  readonly name: string;
  readonly credentials: readonly string[];
};

type Options = { upstream?: string; header?: string[]; headerFromEnv?: string[]; env?: string[]; cwd?: string };

/** Reads the target. Throws a `Failure` for one that is missing or given in two ways. */
export function wrapTarget({ args, options }: Call, env: Context["env"]): WrapTarget {
  const command = (args[0] ?? []) as readonly string[];
  const { upstream, header = [], headerFromEnv = [] } = options as Options;
  if (upstream === undefined || command.length > 0) {
    throw new Failure("usage", "what is wrapped? Give `--upstream URL`, or `-- COMMAND ARG...`, one of the two");
  }
  const target = httpTarget(upstream);
  const headers = [...header.map(readHeader), ...headerFromEnv.map((text) => readHeaderFromEnv(text, env))];
  checkDistinct(headers);
  const credentials = headers.flatMap(({ name, value }) => [name, value]);
  return { target, name: asName(new URL(target.url).host), credentials };
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
