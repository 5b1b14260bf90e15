/** How this program was called: the commands that it prints should work when they are copied. */
import path from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

/** The words that call this program again: `turnpike`, `npx --no turnpike`, or `node path/to/turnpike.js`. */
export function programName(argv: readonly string[], env: Env, cwd = process.cwd()): string {
  // npm sets these for `npx` and for the scripts of a package; the binary is then found in its node_modules only.
  if (env.npm_command === "exec" || env.npm_lifecycle_event !== undefined) return "npx --no turnpike";
  const script = argv[1] ?? "";
  if (!script.endsWith(".js")) return "turnpike";
  const near = path.relative(cwd, script);
  return `node ${quote(near.startsWith("..") ? script : near)}`;
}

/** A text as one word of a shell's command line. */
export function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
