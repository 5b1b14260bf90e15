/** The tools that a policy is held against: of a saved list, or of a server that is asked. */
import type { Tool } from "@turnpike/catalogue";
import type { Context } from "../context.js";
import { asFailures } from "../desk.js";
import { Failure } from "../failure.js";
import { readInput } from "../files.js";
import { readTarget } from "../target.js";
import { programVersion } from "../version.js";
import { readToolsFile } from "./read-tools.js";

/** The tools that a command line names with `--tools` or a TARGET; undefined where it names none. */
export async function toolsOf(
  words: readonly string[],
  options: Readonly<Record<string, unknown>>,
  { env }: Context,
): Promise<readonly Tool[] | undefined> {
  const { tools, upstream } = options as { tools?: string; upstream?: string };
  const targeted = upstream !== undefined || words.length > 0;
  if (tools !== undefined && targeted) throw new Failure("usage", "give `--tools FILE` or a server, not both");
  if (tools !== undefined) return readToolsFile(await readInput(tools));
  if (!targeted) return undefined;
  const target = await asFailures(async () => readTarget(words, options, env, "which server?"));
  const { askServer } = await import("./ask-server.js");
  return (await askServer(target, programVersion())).tools;
}
