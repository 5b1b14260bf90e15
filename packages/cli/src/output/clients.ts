/**
 * The configuration of the common MCP clients for one server behind the gateway, ready to copy. Claude Desktop's own
 * configuration file knows only commands that it starts and speaks to over stdio, so there a bridge is needed, and
 * the text says so. The formats are those that each client documents.
 */

import type { Paint } from "./paint.js";

/** What a client has to know. */
export interface ClientTarget {
  /** The name that the client shows: the server's. */
  readonly name: string;
  readonly url: string;
  readonly token: string;
}

/** Stands for a token where none is known. */
export const tokenPlaceholder = "tp_YOUR_TOKEN";

/** One client's configuration: where it goes, and the text. */
export interface ClientConfiguration {
  readonly client: string;
  readonly where: string;
  readonly text: string;
}

/** The configurations of all clients that we know. */
export function clientConfigurations({ name, url, token }: ClientTarget): readonly ClientConfiguration[] {
  const headers = { Authorization: `Bearer ${token}` };
  return [
    {
      client: "Claude Code",
      where: "run",
      // The options come last: `--header` takes every argument that follows it.
      text: `claude mcp add --transport http ${name} ${url} --header "Authorization: Bearer ${token}"`,
    },
    {
      client: "Claude Desktop",
      where:
        "in claude_desktop_config.json (Settings, Developer, Edit Config). It knows only commands that it\n" +
        "starts, so the npm package mcp-remote, which is not ours, carries the messages",
      text: inJson({ mcpServers: { [name]: bridge(url, token) } }),
    },
    { client: "Cursor", where: "in ~/.cursor/mcp.json", text: inJson({ mcpServers: { [name]: { url, headers } } }) },
    {
      client: "VS Code",
      where: "in .vscode/mcp.json",
      text: inJson({ servers: { [name]: { type: "http", url, headers } } }),
    },
  ];
}

/**
 * The token travels in a variable, because some clients break arguments apart at spaces. Without `--allow-http` the
 * bridge takes plain HTTP for `localhost` and `127.0.0.1` only.
 */
function bridge(url: string, token: string): object {
  const { protocol, hostname } = new URL(url);
  const isPlain = protocol === "http:" && hostname !== "localhost" && hostname !== "127.0.0.1";
  return {
    command: "npx",
    args: [
      "-y",
      "mcp-remote",
      url,
      "--transport",
      "http-only",
      ...(isPlain ? ["--allow-http"] : []),
      "--header",
      "Authorization:$" + "{AUTH_HEADER}",
    ],
    env: { AUTH_HEADER: `Bearer ${token}` },
  };
}

function inJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

/** The configurations as text for people. */
export function showClients(configurations: readonly ClientConfiguration[], paint: Paint): string {
  return configurations
    .map(({ client, where, text }) => `${paint.bold(client)}: ${where}\n${text.replace(/^/gm, "  ")}`)
    .join("\n\n");
}
