/** The built command on a data folder of a test's own. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type CommandOptions, type CommandResult, turnpike } from "../../../../test/support/gateway-process.js";
import { temporaryFolder } from "../../../../test/support/temporary-folder.js";

/** A folder with files, and the command that works in it. */
export interface Workplace {
  readonly path: string;
  readonly data: string;
  /** Runs the command on this data folder, in this folder. */
  run(...args: string[]): Promise<CommandResult>;
  /** The same, with other surroundings. */
  runWith(options: CommandOptions, ...args: string[]): Promise<CommandResult>;
  /** The same with `--json`; every line read. The exit code has to be 0. */
  objects(...args: string[]): Promise<Record<string, unknown>[]>;
  /** The same with `--json`, for a command that has to fail: its code and its error. */
  failure(
    ...args: string[]
  ): Promise<{ exit: number | null; error: { code: string; message: string; detail: unknown } }>;
  file(name: string, text: string | Uint8Array): Promise<string>;
  remove(): Promise<void>;
}

/** Makes a workplace. */
export async function workplace(): Promise<Workplace> {
  const folder = await temporaryFolder("cli");
  const data = join(folder.path, "data");
  const runWith = (options: CommandOptions, ...args: string[]) =>
    turnpike(args, { data, cwd: folder.path, ...options });
  return {
    path: folder.path,
    data,
    run: (...args) => runWith({}, ...args),
    runWith,
    objects: async (...args) => {
      const { code, stdout, stderr } = await runWith({}, ...args, "--json");
      if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}: ${stdout}${stderr}`);
      return lines(stdout);
    },
    failure: async (...args) => {
      const { code, stdout } = await runWith({}, ...args, "--json");
      const [only, ...others] = lines(stdout);
      if (others.length > 0) throw new Error(`more than one object: ${stdout}`);
      return { exit: code, ...(only as { error: { code: string; message: string; detail: unknown } }) };
    },
    file: async (name, text) => {
      await writeFile(join(folder.path, name), text);
      return name;
    },
    remove: () => folder.remove(),
  };
}

/** The objects of a text with one a line. */
export function lines(text: string): Record<string, unknown>[] {
  return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Record<string, unknown>]));
}
