/** What is to be scanned: one target, one file, or the lines of a list. */
import path from "node:path";
import { Command } from "commander";
import type { Call, Context } from "../context.js";
import { Failure } from "../failure.js";
import { type NamedText, readInput } from "../files.js";
import { addTargetOptions } from "../program/target.js";
import { type GivenTarget, readTarget, showTarget } from "../target.js";

/** One server to scan: asked, or read from a file. `name` is what the caller calls it, if anything. */
export type Source =
  | {
      readonly kind: "target";
      readonly name: string | undefined;
      readonly called: string;
      readonly target: GivenTarget;
    }
  | { readonly kind: "file"; readonly name: string | undefined; readonly called: string; readonly file: string };

/** Reads the command line; exactly one of TARGET, `--tools` and `--list`. */
export async function sourcesOf(call: Call, context: Context): Promise<readonly Source[]> {
  const { tools, list, upstream, name } = call.options as Record<string, string | undefined>;
  const command = (call.args[0] ?? []) as readonly string[];
  const ways = [tools, list, upstream ?? command[0]].filter((way) => way !== undefined);
  if (ways.length !== 1) {
    throw new Failure(
      "usage",
      "what is scanned? Give `--upstream URL`, `-- COMMAND ARG...`, `--tools FILE` or `--list FILE`, one of them",
    );
  }
  if (list !== undefined || tools !== undefined) refuseOfTarget(call.options, list !== undefined);
  if (list !== undefined) return listed(await readInput(list), context);
  if (tools !== undefined) return [fileSource(tools, name)];
  return [targetSource(call, context, name)];
}

/** What would be passed over in silence. */
function refuseOfTarget(options: Call["options"], many: boolean): void {
  const { header, headerFromEnv, env, cwd, name } = options as Record<string, unknown>;
  if ([header, headerFromEnv, env, cwd].some((given) => given !== undefined)) {
    const where = many ? "in a list they stand on the server's line" : "a saved list takes none";
    throw new Failure(
      "usage",
      `\`--header\`, \`--header-from-env\`, \`--env\` and \`--cwd\` are for one server: ${where}`,
    );
  }
  if (many && name !== undefined) {
    throw new Failure("usage", "`--name` is for one server: in a list it stands on the server's line");
  }
}

function fileSource(file: string, name: string | undefined): Source {
  const called = file === "-" ? "standard input" : path.basename(file).replace(/\.json$/i, "");
  return { kind: "file", name, called, file };
}

function targetSource(call: Call, { env }: Context, name: string | undefined): Source {
  const target = readTarget((call.args[0] ?? []) as readonly string[], call.options, env, "what is scanned?");
  return { kind: "target", name, called: showTarget(target.target), target };
}

function listed({ name, text }: NamedText, context: Context): readonly Source[] {
  const folder = name === "standard input" ? "." : path.dirname(name);
  const sources = text.split(/\r?\n/).flatMap((line, at) => {
    const words = wordsOf(line);
    return words.length === 0 || words[0]?.startsWith("#") ? [] : [ofLine(words, folder, context, `${name}:${at + 1}`)];
  });
  if (sources.length === 0) throw new Failure("list_unreadable", `${name} names no server: one a line`);
  return sources;
}

function ofLine(words: readonly string[], folder: string, context: Context, place: string): Source {
  try {
    const { args, options } = parseLine(words);
    const { tools, name } = options as { tools?: string; name?: string };
    if (tools !== undefined) return fileSource(path.resolve(folder, tools), name);
    return targetSource({ args: [args], options }, context, name);
  } catch (error) {
    throw new Failure(
      "invalid",
      `${place}: ${error instanceof Error ? error.message.replace(/^error: /, "") : String(error)}`,
    );
  }
}

/** A line as a command line of its own; a lone URL and a lone `.json` file need no option. */
function parseLine(words: readonly string[]): { args: readonly string[]; options: Record<string, unknown> } {
  const [first = ""] = words;
  if (words.length === 1 && /^https?:\/\//.test(first)) return { args: [], options: { upstream: first } };
  if (words.length === 1 && /\.json$/i.test(first)) return { args: [], options: { tools: first } };
  const line = addTargetOptions(new Command().exitOverride().configureOutput({ writeErr: () => {} }))
    .option("--tools <FILE>")
    .option("--name <NAME>")
    .argument("[COMMAND...]")
    .passThroughOptions()
    .action(() => {});
  line.parse([...words], { from: "user" });
  return { args: line.args, options: line.opts() };
}

/** The words of a line; quotes keep blanks together. */
function wordsOf(line: string): readonly string[] {
  return [...line.trim().matchAll(/(?:[^\s"']+|"(?:[^"\\]|\\.)*"|'[^']*')+/g)].map(([word]) =>
    word.replace(
      /"((?:[^"\\]|\\.)*)"|'([^']*)'/g,
      (_, double?: string, single?: string) => single ?? (double ?? "").replace(/\\(.)/g, "$1"),
    ),
  );
}
