/** The reference page of the settings, made from the table that the program itself reads. */
import { flagName, type Place, settingsTable, variableName } from "../../src/settings/table.js";
import { markdownTable } from "./markdown.js";

type Row = (typeof settingsTable)[keyof typeof settingsTable];

const introduction = `<!-- Made from packages/cli/src/settings/table.ts: change it there, then run
     \`npx vitest run --project unit packages/cli/test/settings -u\`. -->

# Configuration

Every setting of \`turnpike start\` has one name in three places: a flag, an environment variable, and a line of the
configuration file. Flags win over variables, variables over the file.

\`\`\`
turnpike start --log-days 30          # a flag
TURNPIKE_LOG_DAYS=30 turnpike start   # a variable
log_days: 30                          # a line of turnpike.yaml
\`\`\`

The file is \`turnpike.yaml\` in the data folder, or the one that \`--config FILE\` names. It is YAML (1.2, core schema)
with one setting a line; it may be missing unless it was named.

A setting that is unknown or has a value that cannot be read stops the start: every such problem is printed, with the
nearest known name. Variables that Kubernetes injects for services whose names begin with \`turnpike\`
(\`TURNPIKE_SERVICE_HOST\`, \`TURNPIKE_PORT=tcp://…\` and their like) are no settings; they are ignored with a warning.

Durations are a whole number and a unit: \`30s\`, \`15m\`, \`12h\`, \`30d\`, \`8w\`.

## Settings
`;

const dataFolder = `## The data folder

Everything that Turnpike keeps is in one folder: \`--data\`, else \`TURNPIKE_DATA\`, else

${markdownTable(
  ["platform", "folder"],
  [
    ["Linux and others", "`$XDG_DATA_HOME/turnpike`, or `~/.local/share/turnpike`"],
    ["macOS", "`~/Library/Application Support/Turnpike`"],
    ["Windows", "`%LOCALAPPDATA%\\Turnpike`"],
  ],
)}

All commands take \`--data\`. \`turnpike start --demo\` uses the sub-folder \`demo\` and leaves the rest alone.
`;

/** The whole page. */
export function configurationPage(): string {
  const rows = Object.entries(settingsTable).map(([name, setting]) => section(name, setting));
  return `${[introduction, ...rows, dataFolder].join("\n")}`;
}

function section(name: string, setting: Row): string {
  const spelled: Record<Place, string> = {
    flag: `\`${flagName(name)} ${setting.value}\``,
    env: `\`${variableName(name)}\``,
    file: `\`${name}\``,
  };
  const cell = (place: Place) =>
    (setting.places as readonly Place[]).includes(place) ? spelled[place] : "not allowed";
  return `### ${name}

${sentence(setting.describe)}${setting.kind === "many" ? " The variable has commas between them, the file a list." : ""}

${markdownTable(["flag", "variable", "file", "default"], [[cell("flag"), cell("env"), cell("file"), setting.fallbackText]])}
`;
}

function sentence(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}
