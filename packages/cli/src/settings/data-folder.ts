/**
 * Where Turnpike keeps its data: the flag, else the variable, else the place that the platform has for it.
 */
import { accessSync, constants, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { Failure } from "../failure.js";
import { whyUnreadable } from "../files.js";

type Env = Readonly<Record<string, string | undefined>>;

/** The data folder, absolute. `demo` chooses the demonstration's own sub-folder. */
export function dataFolder(flag: string | undefined, env: Env, options: { readonly demo?: boolean } = {}): string {
  const given = flag ?? env.TURNPIKE_DATA;
  if (given?.trim() === "") {
    const where = flag === undefined ? "TURNPIKE_DATA" : "--data";
    throw new Failure("settings", `\`${where}\` is empty: name a folder, or leave it out`);
  }
  const folder = path.resolve(given ?? platformFolder(env));
  return options.demo ? path.join(folder, "demo") : folder;
}

const other = "`--data DIR` or TURNPIKE_DATA chooses another";

/** That a file of books in the data folder cannot be used. */
export function unusableBooks(file: string, { message }: Error): Failure {
  return new Failure("data_folder", `cannot use ${file}: ${message}; ${other}`);
}

/** Makes the folder where it is missing, for its owner only, and says so when it cannot be used. */
export function prepareDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Failure("data_folder", `cannot use the data folder ${folder}: ${whyUnreadable(error)}; ${other}`);
  }
}

/** The platform's folder for data of programs, for this platform or another. */
export function platformFolder(env: Env, platform = process.platform, home = homedir()): string {
  if (platform === "darwin") return path.join(home, "Library", "Application Support", "Turnpike");
  if (platform === "win32") return path.join(env.LOCALAPPDATA || path.join(home, "AppData", "Local"), "Turnpike");
  const data = env.XDG_DATA_HOME;
  // The specification of XDG says that a relative path is to be ignored.
  return path.join(data && path.isAbsolute(data) ? data : path.join(home, ".local", "share"), "turnpike");
}
