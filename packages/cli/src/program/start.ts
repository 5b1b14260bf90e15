/** `turnpike start`: one flag for each setting that may be given as a flag. */
import { type Command, Option } from "commander";
import { flagName, settingsTable } from "../settings/table.js";
import type { AddCommand } from "./add.js";

/** Adds `start`. */
export function addStartCommand(program: Command, add: AddCommand): void {
  const start = add(program, "start", "run the gateway", async () => (await import("../commands/start.js")).start);
  start.option("--demo", "serve a demonstration company's books with a policy and a grant, and show what to try");
  for (const [name, setting] of Object.entries(settingsTable)) {
    if (name === "data" || !setting.places.includes("flag")) continue;
    const hint = setting.fallbackText === "none" ? "" : ` (default: ${setting.fallbackText.replaceAll("`", "")})`;
    const option = new Option(`${flagName(name)} <${setting.value}>`, setting.describe.replaceAll("`", "") + hint);
    if (setting.kind === "many") option.argParser(collect);
    start.addOption(option);
  }
  start.addHelpText(
    "after",
    "\nEvery setting may also be a TURNPIKE_ variable or a line of turnpike.yaml:\n" +
      "--log-days 30, TURNPIKE_LOG_DAYS=30, log_days: 30. Flags win over variables,\n" +
      "variables over the file.",
  );
}

/** Gathers an option that may be given several times. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
