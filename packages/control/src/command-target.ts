/**
 * A server that is a command: what is run, where, and which variables it gets beside those that every program needs. The
 * values of variables may be secret, so they are kept apart from the target, which lists and logs show.
 */
import { resolve } from "node:path";
import type { Target } from "@turnpike/store";
import { ControlError } from "./errors.js";

type Env = Readonly<Record<string, string | undefined>>;

/** A command as somebody wrote it: `variables` as `NAME`, from the environment, or `NAME=VALUE`. */
export type CommandRequest = {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string | undefined;
  readonly variables: readonly string[];
};

/** The target, and the names and values of its variables in turn. */
export function commandTarget(
  { command, args, cwd, variables }: CommandRequest,
  env: Env,
): { target: Target; variables: readonly string[] } {
  if ([command, ...args].some((word) => word.includes("\0")) || command === "") {
    throw invalid("a command is a word that is not empty, and no word of it holds a null character");
  }
  const read = variables.map((text) => readVariable(text, env));
  const names = read.map(([name]) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw invalid(`the variable \`${twice}\` is given twice`);
  const target: Target = { kind: "stdio", command, args, cwd: resolve(cwd ?? "."), env: names };
  return { target, variables: read.flat() };
}

/** The value is a secret: no message repeats it. */
function readVariable(text: string, env: Env): readonly [name: string, value: string] {
  const [, name = "", given] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw invalid("a variable is written `NAME`, to pass it on, or `NAME=VALUE`; names are letters, digits and `_`");
  }
  const value = given ?? env[name];
  if (value === undefined) {
    throw invalid(`the variable \`${name}\` is not set: set it, or write \`${name}=VALUE\``);
  }
  if (value.includes("\0")) throw invalid(`the value of the variable \`${name}\` holds a null character`);
  return [name, value];
}

function invalid(message: string): ControlError {
  return new ControlError("invalid", message);
}
