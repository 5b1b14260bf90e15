/** What a child gets of the gateway's own environment: enough to find programs and places, nothing else. */

const NAMES: ReadonlySet<string> = new Set(["PATH", "HOME", "LANG", "LANGUAGE", "TMPDIR", "TMP", "TEMP"]);
const NAMES_ON_WINDOWS: ReadonlySet<string> = new Set(["SYSTEMROOT", "APPDATA"]);

/** The variables that every child gets. */
export function baseEnvironment(): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && isBase(name)) {
      env[name] = value;
    }
  }
  return env;
}

function isBase(name: string): boolean {
  // Windows takes no account of case in names.
  const same = process.platform === "win32" ? name.toUpperCase() : name;
  return NAMES.has(same) || same.startsWith("LC_") || (process.platform === "win32" && NAMES_ON_WINDOWS.has(same));
}
