/** The settings of a command that runs the gateway: one that is wrong or unknown stops it. */
import type { Context } from "../context.js";
import { Failure } from "../failure.js";
import { loadSettings } from "./load.js";
import type { Given } from "./resolve.js";
import type { Settings } from "./table.js";

/** Loads the settings and tells their warnings; all problems become one failure. */
export async function settingsOrFailure(
  { out, env }: Context,
  folder: string,
  flags: Readonly<Record<string, Given | undefined>>,
): Promise<Settings> {
  const { settings, problems, warnings } = await loadSettings(folder, flags, env);
  for (const warning of warnings) out.warn(warning);
  const [first] = problems;
  if (first !== undefined) {
    const message =
      problems.length === 1 ? first : `${problems.length} settings are wrong:\n  ${problems.join("\n  ")}`;
    throw new Failure("settings", message, { problems });
  }
  return settings;
}
