/** The program: reads the command line and the environment, serves, and ends when asked to. */
import { isLoopback, readCommandLine } from "./command-line.js";
import { help } from "./help.js";
import { type HttpOptions, serveOnHttp } from "./serve/http.js";
import { serveOnStdio } from "./serve/stdio.js";
import { serverFactory } from "./server.js";
import { version } from "./version.js";

const environment = process.env;
const asked = readCommandLine(process.argv.slice(2));

switch (asked.kind) {
  case "help":
    process.stdout.write(help);
    break;
  case "version":
    process.stdout.write(`${version}\n`);
    break;
  case "stdio":
    endOnSignal(serveOnStdio(serverFactory(environment)));
    break;
  case "http":
    await serveHttp(asked, asked.json);
    break;
  case "wrong":
    stop(`${asked.problem}; turnpike-whmcs --help explains`);
}

async function serveHttp({ host, port }: Pick<HttpOptions, "host" | "port">, json: boolean): Promise<void> {
  const token = environment.MCP_AUTH_TOKEN?.trim() || undefined;
  const allowedHosts = (environment.MCP_ALLOWED_HOSTS ?? "")
    .split(",")
    .map((each) => each.trim())
    .filter(Boolean);
  if (token === undefined && !isLoopback(host)) {
    stop("beyond this machine it serves only with MCP_AUTH_TOKEN set: whoever reaches it can write invoices");
    return;
  }
  try {
    const listening = await serveOnHttp(serverFactory(environment), { host, port, token, allowedHosts });
    const { url } = listening;
    process.stdout.write(json ? `${JSON.stringify({ url })}\n` : `turnpike-whmcs serves ${url}\n`);
    endOnSignal(listening);
  } catch (error) {
    stop(`cannot listen: ${(error as { code?: string }).code ?? "no reason given"}`, 1);
  }
}

function stop(problem: string, exitCode = 2): void {
  console.error(`turnpike-whmcs: ${problem}`);
  process.exitCode = exitCode;
}

// The second signal does not wait for what the first one began.
function endOnSignal(serving: { close(): Promise<void> }): void {
  let asked = false;
  const end = (): void => {
    if (asked) process.exit(0);
    asked = true;
    void serving.close().finally(() => process.exit(0));
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}
