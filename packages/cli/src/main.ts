/**
 * The `turnpike` command. Parses the command line, loads the one command that was asked for, and turns whatever comes
 * back into output and an exit code. Nothing here or in what is imported statically may touch the store, the gateway
 * or the network: a `policy` command has to answer in a blink.
 */
import { CommanderError } from "commander";
import { whyNoSqlite } from "../bin/sqlite.js";
import type { Call, Context } from "./context.js";
import { type ExitCode, Failure } from "./failure.js";
import { programName } from "./invocation.js";
import { type Output, outputTo } from "./output/output.js";
import { buildProgram } from "./program.js";
import { UsageFailure } from "./usage.js";
import { programVersion } from "./version.js";

/** Runs one command line and says how it ended. */
async function main(args: readonly string[]): Promise<ExitCode> {
  const json = asksForJson(args);
  const { stdout, stderr } = process;
  const out = outputTo({ stdout: speaksProtocol(args) ? stderr : stdout, stderr }, process.env, json);
  const called = programName(process.argv, process.env);
  let exit: ExitCode = 0;
  const program = buildProgram(programVersion(), json, async (load, given, options) => {
    const context: Context = {
      out,
      env: process.env,
      dataFlag: program.opts<{ data?: string }>().data,
      program: called,
    };
    exit = await (await load())(context, { args: given as Call["args"], options });
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return 0;
    return report(out, called, error);
  }
}

function report(out: Output, called: string, error: unknown): ExitCode {
  const failure = asFailure(error);
  const isUsage = failure instanceof UsageFailure;
  if (isUsage && failure.helpShown && !out.json) return failure.exit;
  out.failure(failure, isUsage ? `see \`${helpOf(failure.command, called)}\`` : undefined);
  return failure.exit;
}

/** The program's own help is a command, since `npx --no turnpike --help` is npx's help. */
function helpOf(command: string, called: string): string {
  return command === "turnpike" ? `${called} help` : `${command.replace(/^turnpike/, called)} --help`;
}

function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const why = whyNoSqlite(error);
  if (why !== undefined) return new Failure("install", why);
  const message = error instanceof Error ? error.message : String(error);
  const trace = error instanceof Error ? error.stack : undefined;
  return new Failure("internal", `a fault of Turnpike itself: ${message}`, { trace });
}

/** Whether `--json` is among the options, known before anything is parsed so that usage errors honour it too. */
function asksForJson(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end === -1 ? undefined : end).includes("--json");
}

/** Whether the command is `wrap`: its standard output carries MCP, so that not even a failure may be printed there. */
function speaksProtocol(args: readonly string[]): boolean {
  const words = args.filter((arg, index) => !arg.startsWith("-") && args[index - 1] !== "--data");
  return words[0] === "wrap";
}

// A reader that closes its end (`turnpike log | head`) has seen enough: that is no failure. Where remarks go has to
// matter to nobody: a gateway goes on when its standard error is gone.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // A client that has gone is what `wrap` has to notice itself: it has calls under way.
  if (speaksProtocol(process.argv.slice(2))) return;
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
process.stderr.on("error", () => {});

process.exitCode = await main(process.argv.slice(2));
