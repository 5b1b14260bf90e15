/**
 * Flags over environment over file, read strictly: every value that cannot be read and every name that is not known
 * is a problem, all are reported at once, and one is enough to stop the start. A setting that is silently ignored is
 * a gateway that is open where its operator believes it closed.
 */
import { nearestName } from "@turnpike/control";
import { isInjectedByKubernetes } from "./kubernetes.js";
import {
  flagName,
  type ListSetting,
  type Place,
  reservedNames,
  type Setting,
  type SettingName,
  type Settings,
  settingsTable,
  variableName,
} from "./table.js";
import { BadValue } from "./values.js";

/** What a setting was given as: one text, or several where it may be repeated. */
export type Given = string | readonly string[];

/** Everything that may hold settings. */
export interface Sources {
  readonly flags: Readonly<Record<string, Given | undefined>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The entries of the configuration file, and its path for messages. */
  readonly file: { readonly path: string; readonly entries: Readonly<Record<string, Given>> } | undefined;
}

/** The settings, or what is wrong with them; `settings` has the default where a value could not be read. */
export interface Resolved {
  readonly settings: Settings;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** Brings the sources together. */
export function resolveSettings(sources: Sources): Resolved {
  const problems = [...unknownVariables(sources.env), ...unknownKeys(sources.file)];
  const settings: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settingsTable)) {
    const found = find(name, setting, sources);
    try {
      settings[name] = found ? read(setting, found.given, found.place) : setting.fallback;
    } catch (error) {
      if (!(error instanceof BadValue) || !found) throw error;
      settings[name] = setting.fallback;
      problems.push(`${found.where} must be ${error.message}${error.mayBeRepeated ? `, not \`${found.given}\`` : ""}`);
    }
  }
  return { settings: settings as Settings, problems, warnings: injectedWarning(sources.env) };
}

type AnySetting = Setting<unknown> | ListSetting;
type Found = { readonly given: Given; readonly where: string; readonly place: Place };

function find(name: string, setting: AnySetting, { flags, env, file }: Sources): Found | undefined {
  const flag = flags[name];
  if (flag !== undefined) return { given: flag, where: `\`${flagName(name)}\``, place: "flag" };
  const variable = variableName(name);
  const value = env[variable];
  if (value !== undefined && !isInjectedByKubernetes(variable, value)) {
    return { given: value, where: `\`${variable}\``, place: "env" };
  }
  const entry = file && Object.hasOwn(file.entries, name) ? file.entries[name] : undefined;
  if (file === undefined || entry === undefined || !setting.places.includes("file")) return undefined;
  return { given: entry, where: `\`${name}\` in ${file.path}`, place: "file" };
}

function read(setting: AnySetting, given: Given, place: Place): unknown {
  if (setting.kind === "many") return texts(given, place).map(setting.read);
  if (typeof given !== "string") throw new BadValue("one value");
  return setting.read(given);
}

/** A variable holds several values with commas between them; flags and files have them apart already. */
function texts(given: Given, place: Place): readonly string[] {
  if (typeof given !== "string") return given;
  return place === "env" ? given.split(",").map((text) => text.trim()) : [given];
}

function unknownVariables(env: Sources["env"]): string[] {
  const names = namesGivenIn("env");
  const known = names.map(variableName);
  return Object.entries(env).flatMap(([variable, value]) => {
    if (!variable.startsWith("TURNPIKE_") || known.includes(variable)) return [];
    if (isInjectedByKubernetes(variable, value ?? "")) return [];
    const name = variable.slice("TURNPIKE_".length).toLowerCase();
    return [unknown(`variable \`${variable}\``, name, names, variableName)];
  });
}

function unknownKeys(file: Sources["file"]): string[] {
  const known: string[] = namesGivenIn("file");
  return Object.keys(file?.entries ?? {}).flatMap((key) =>
    known.includes(key) ? [] : [unknown(`setting \`${key}\` in ${file?.path}`, key, known)],
  );
}

function unknown(what: string, name: string, known: readonly string[], spell = (each: string) => each): string {
  if (reservedNames.has(name)) return `${what} is not supported by this version`;
  if (name === "key") return `${what} is not allowed here: a key belongs in the environment, as \`TURNPIKE_KEY\``;
  if (Object.hasOwn(settingsTable, name)) return `${what} is not allowed here: give it as a flag or a variable`;
  const nearest = nearestName(name, known);
  return nearest ? `unknown ${what}: did you mean \`${spell(nearest)}\`?` : `unknown ${what}`;
}

function namesGivenIn(place: Place): SettingName[] {
  const entries = Object.entries(settingsTable) as [SettingName, AnySetting][];
  return entries.filter(([, setting]) => setting.places.includes(place)).map(([name]) => name);
}

function injectedWarning(env: Sources["env"]): string[] {
  const names = Object.keys(env).filter((name) => isInjectedByKubernetes(name, env[name] ?? ""));
  if (names.length === 0) return [];
  return [`ignored ${names.sort().join(", ")}: set by Kubernetes for a service, not settings of Turnpike`];
}
