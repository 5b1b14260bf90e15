/**
 * Where Turnpike keeps its data: the flag, else the variable, else the place that the platform has for it.
 */
import { homedir } from "node:os";
import path from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

/** The data folder, absolute. `demo` chooses the demonstration's own sub-folder. */
export function dataFolder(flag: string | undefined, env: Env, options: { readonly demo?: boolean } = {}): string {
  const folder = path.resolve(flag ?? env.TURNPIKE_DATA ?? platformFolder(env));
  return options.demo ? path.join(folder, "demo") : folder;
}

/** The platform's folder for data of programs, for this platform or another. */
export function platformFolder(env: Env, platform = process.platform, home = homedir()): string {
  if (platform === "darwin") return path.join(home, "Library", "Application Support", "Turnpike");
  if (platform === "win32") return path.join(env.LOCALAPPDATA || path.join(home, "AppData", "Local"), "Turnpike");
  const data = env.XDG_DATA_HOME;
  // The specification of XDG says that a relative path is to be ignored.
  return path.join(data && path.isAbsolute(data) ? data : path.join(home, ".local", "share"), "turnpike");
}
