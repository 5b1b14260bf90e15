/**
 * Programs from npm that connect an agent and a server over the same transports, for comparison. They stand in a folder of
 * their own (`bench/stdio/peers`) with their own lockfile, and run with their default settings, but quietly.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { endsWithTheRun } from "../machine/child.js";
import { installedApart } from "../machine/installed-apart.js";
import { freePort, listens } from "../machine/port.js";
import { anyToken } from "../subjects/subject.js";
import type { Served } from "./over-http.js";
import type { Piped } from "./over-pipes.js";
import { serverCommand } from "./server.js";

const folder = fileURLToPath(new URL("../../stdio/peers", import.meta.url));
const adapter = fileURLToPath(new URL("../processes/mcp-proxy-stdio.js", import.meta.url));

/** A program of a package, by its file. */
async function program(file: string): Promise<string> {
  const path = await installedApart(folder, file);
  if (path === undefined) {
    throw new Error(`bench/stdio/peers: there is no \`${file}\` among the installed packages`);
  }
  return path;
}

/** `mcp-proxy 6.7.19`: what was run. */
export function peerVersions(): readonly string[] {
  return ["mcp-proxy", "supergateway"].map((name) => {
    const { version } = JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8"));
    return `${name} ${version}`;
  });
}

/** What stands between an agent over HTTP and a server that is a command. */
export async function servedPeers(): Promise<readonly Served[]> {
  const mcpProxy = await program("mcp-proxy/dist/bin/mcp-proxy.mjs");
  const supergateway = await program("supergateway/dist/index.js");
  const [node, file] = serverCommand;
  const asShellText = `"${node}" "${file}"`;
  const bridge = ["--outputTransport", "streamableHttp", "--stateful", "--logLevel", "none"];
  return Promise.all([
    serve("mcp-proxy", (port) => [mcpProxy, "--host", "127.0.0.1", "--port", port, "--", ...serverCommand]),
    serve("supergateway", (port) => [supergateway, "--stdio", asShellText, ...bridge, "--port", port]),
  ]);
}

async function serve(title: string, args: (port: string) => readonly string[]): Promise<Served> {
  const port = await freePort();
  const stdio = ["ignore", "ignore", "inherit"] as const;
  const child = endsWithTheRun(spawn(process.execPath, args(String(port)), { stdio: [...stdio] }));
  await listens(title, port);
  return { child, door: { title, port, path: "/mcp", token: anyToken, filtersLists: false, inEvents: true } };
}

/** What stands between an agent over stdio and a server over HTTP. */
export async function pipedPeers(upstreamUrl: string): Promise<readonly Piped[]> {
  const supergateway = await program("supergateway/dist/index.js");
  const mcpProxy = await program("mcp-proxy/dist/index.mjs");
  const bridge = ["--streamableHttp", upstreamUrl, "--outputTransport", "stdio", "--logLevel", "none"];
  return [
    { title: "mcp-proxy", ways: ["toUrl"], command: [process.execPath, adapter, mcpProxy, upstreamUrl] },
    { title: "supergateway", ways: ["toUrl"], command: [process.execPath, supergateway, ...bridge] },
  ];
}
