/**
 * The built `turnpike` command as a child process: a gateway that keeps running, or one command from start to end.
 *
 * This is what a user has: the binary, a data folder, standard output. Nothing here reaches into the program.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "./temporary-folder.js";

/** The committed binary. */
export const turnpikeBinary = fileURLToPath(new URL("../../packages/cli/bin/turnpike.js", import.meta.url));

/** How a command is run. */
export type CommandOptions = {
  /** The data folder, given as `--data`. */
  readonly data?: string;
  /** Standard input. */
  readonly input?: string;
  /** Environment variables over the test's own, from which every TURNPIKE_… is taken out. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Another binary than the committed one. */
  readonly binary?: string;
  /** Ends the command with an error after so long; default 30 s. */
  readonly timeoutMs?: number;
};

/** What a command left behind. */
export type CommandResult = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Runs `turnpike` with these arguments to its end. */
export async function turnpike(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const child = launch(args, options);
  const timer = setTimeout(() => child.kill("SIGKILL"), options.timeoutMs ?? 30_000);
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  child.stdin?.end(options.input ?? "");
  await once(child, "close");
  clearTimeout(timer);
  return { code: child.exitCode, stdout: stdout(), stderr: stderr() };
}

/** As `turnpike`, with `--json`; every line of output is read, and a failing command throws what it printed. */
export async function turnpikeJson<T = Record<string, unknown>>(
  args: readonly string[],
  options: CommandOptions = {},
): Promise<readonly T[]> {
  const { code, stdout, stderr } = await turnpike(withFlags(args, "--json"), options);
  if (code !== 0) throw new Error(`turnpike ${args.join(" ")} ended with ${code}: ${stdout}${stderr}`);
  return stdout.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as T]));
}

/** What `turnpike start --json` says when it is ready. */
export type ReadyLine = {
  readonly url: string;
  readonly servers: readonly { readonly name: string; readonly url: string }[];
  readonly demo: { readonly server: string; readonly url: string; readonly token: string } | null;
};

/** A running gateway. */
export type GatewayProcess = {
  readonly url: string;
  readonly ready: ReadyLine;
  readonly data: string;
  readonly pid: number;
  /** What it has written to standard error so far. */
  stderr(): string;
  /** Whether it is still running. */
  running(): boolean;
  /** Sends the signal (default SIGTERM) and waits for the end; gives the exit code, null when the signal itself killed it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** As stop, and removes the data folder if `startGateway` made it. */
  dispose(): Promise<void>;
};

/** Starts `turnpike start --json --port 0` and waits for its ready line. */
export async function startGateway(
  options: CommandOptions & { readonly args?: readonly string[] } = {},
): Promise<GatewayProcess> {
  const own = options.data === undefined ? await temporaryFolder("gateway") : undefined;
  const data = options.data ?? own?.path ?? "";
  const child = launch(["start", "--json", "--port", "0", ...(options.args ?? [])], { ...options, data });
  const stderr = collect(child.stderr);
  const ended = once(child, "close");
  const running = () => child.exitCode === null && child.signalCode === null;
  const stop = async (signal: NodeJS.Signals = "SIGTERM") => {
    if (running()) child.kill(signal);
    await ended;
    return child.exitCode;
  };
  try {
    const ready = await firstLine(child, options.timeoutMs ?? 30_000);
    const dispose = async () => {
      await stop("SIGKILL");
      await own?.remove();
    };
    return { url: ready.url, ready, data, pid: child.pid ?? 0, stderr, running, stop, dispose };
  } catch (cause) {
    await stop("SIGKILL");
    await own?.remove();
    throw new Error(`turnpike start did not get ready: ${stderr()}`, { cause });
  }
}

function launch(args: readonly string[], options: CommandOptions): ChildProcess {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(TURNPIKE_|NODE_OPTIONS|VITEST)/.test(name));
  const env = { ...Object.fromEntries(inherited), NO_COLOR: "1", ...options.env };
  const all = options.data === undefined ? args : withFlags(args, "--data", options.data);
  return spawn(process.execPath, [options.binary ?? turnpikeBinary, ...all], { env, cwd: options.cwd, stdio: "pipe" });
}

// Flags of ours stand before `--`, after which everything belongs to the upstream's command.
function withFlags(args: readonly string[], ...flags: readonly string[]): readonly string[] {
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  return [...args.slice(0, end), ...flags, ...args.slice(end)];
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = "";
  stream?.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  return () => text;
}

async function firstLine(child: ChildProcess, timeoutMs: number): Promise<ReadyLine> {
  if (child.stdout === null) throw new Error("no standard output");
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, "exit").then(([code]) => Promise.reject(new Error(`it ended with ${code}`)));
  const late = AbortSignal.timeout(timeoutMs);
  const [line] = (await Promise.race([once(lines, "line", { signal: late }), ended])) as [string];
  return JSON.parse(line) as ReadyLine;
}
