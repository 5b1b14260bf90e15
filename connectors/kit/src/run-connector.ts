/** Runs a connector: reads the command line and the environment, serves, and ends when asked to. */
import { isLoopback, readCommandLine } from "./command-line.js";
import { helpText } from "./help.js";
import type { Program } from "./program.js";
import { type HttpOptions, serveOnHttp } from "./serve/http.js";
import { serveOnStdio } from "./serve/stdio.js";

/** Does what the process's command line asks for; exit code 2 says that it was wrong, 1 that there is no listening there. */
export async function runConnector(program: Program): Promise<void> {
  const asked = readCommandLine(process.argv.slice(2), program.port);
  switch (asked.kind) {
    case "help":
      process.stdout.write(helpText(program));
      break;
    case "version":
      process.stdout.write(`${program.version}\n`);
      break;
    case "stdio":
      serveStdio(program);
      break;
    case "http":
      await serveHttp(program, asked, asked.json);
      break;
    case "wrong":
      stop(program, `${asked.problem}; ${program.name} --help explains`);
  }
}

function serveStdio(program: Program): void {
  const ended = new AbortController();
  const serving = serveOnStdio(program.serverFactory(process.env, ended.signal), program.name);
  process.stdin.once("close", () => ended.abort());
  endOnSignal(serving, ended);
}

type Address = Pick<HttpOptions, "host" | "port">;

async function serveHttp(program: Program, { host, port }: Address, json: boolean): Promise<void> {
  const { MCP_AUTH_TOKEN, MCP_ALLOWED_HOSTS = "" } = process.env;
  const token = MCP_AUTH_TOKEN?.trim() || undefined;
  const allowedHosts = MCP_ALLOWED_HOSTS.split(",")
    .map((each) => each.trim())
    .filter(Boolean);
  if (token === undefined && !isLoopback(host)) {
    stop(
      program,
      `beyond this machine it serves only with MCP_AUTH_TOKEN set: whoever reaches it can ${program.power}`,
    );
    return;
  }
  try {
    const ended = new AbortController();
    const makeServer = program.serverFactory(process.env, ended.signal);
    const listening = await serveOnHttp(makeServer, { host, port, token, allowedHosts });
    const { url } = listening;
    process.stdout.write(json ? `${JSON.stringify({ url })}\n` : `${program.name} serves ${url}\n`);
    endOnSignal(listening, ended);
  } catch (error) {
    stop(program, `cannot listen: ${(error as { code?: string }).code ?? "no reason given"}`, 1);
  }
}

function stop({ name }: Program, problem: string, exitCode = 2): void {
  console.error(`${name}: ${problem}`);
  process.exitCode = exitCode;
}

// The second signal does not wait for what the first one began.
function endOnSignal(serving: { close(): Promise<void> }, ended: AbortController): void {
  let asked = false;
  const end = (): void => {
    if (asked) process.exit(0);
    asked = true;
    ended.abort();
    void serving.close().finally(() => process.exit(0));
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}
