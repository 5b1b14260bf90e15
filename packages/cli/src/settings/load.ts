/** The settings of a data folder: flags, environment, and the configuration file there or where it was named. */
import path from "node:path";
import { readConfigFile } from "./config-file.js";
import { type Given, type Resolved, resolveSettings } from "./resolve.js";

type Env = Readonly<Record<string, string | undefined>>;

/** Reads and resolves the settings; problems of the file are among the problems. */
export async function loadSettings(
  folder: string,
  flags: Readonly<Record<string, Given | undefined>>,
  env: Env,
): Promise<Resolved> {
  const named = flags.config ?? env.TURNPIKE_CONFIG;
  const file = typeof named === "string" ? named : path.join(folder, "turnpike.yaml");
  const { entries, problems } = await readConfigFile(file, { mayBeMissing: named === undefined });
  const resolved = resolveSettings({ flags, env, file: { path: file, entries } });
  return { ...resolved, problems: [...problems, ...resolved.problems] };
}
