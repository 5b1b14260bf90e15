/** What `--help` prints: the command line is the same for every connector, the environment is not. */
import type { Program } from "./program.js";

/** The whole text. */
export function helpText({ name, port, help: { about, environment } }: Program): string {
  return `${name}: ${about}

Usage
  ${name}
      serves over standard input and output
  ${name} --http [--host 127.0.0.1] [--port ${port}] [--json]
      serves over HTTP, at /mcp

Options
  --http        serve Streamable HTTP instead of standard input and output
  --host HOST   address to listen on; beyond this machine only with
                MCP_AUTH_TOKEN
  --port PORT   port to listen on; 0 takes a free one
  --json        print the address as one line of JSON
  -h, --help    print this
  -V, --version print the version

Environment
${environment}`;
}
