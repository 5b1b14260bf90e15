/** The servers that are tested: the project's own fixture, and the everything server of the official repository. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { freePort } from "../support/free-port.js";
import { startFixture } from "./fixture/start.js";
import type { Passage } from "./loopback.js";

/** Their names. */
export const upstreams = ["fixture", "everything"] as const;
export type UpstreamName = (typeof upstreams)[number];

/** Starts a fresh one. */
export function startUpstream(name: UpstreamName): Promise<Passage> {
  return name === "fixture" ? startFixture() : startEverything();
}

const require = createRequire(import.meta.url);
const everything = require.resolve("@modelcontextprotocol/server-everything/dist/index.js");

// It takes its port from the environment and does not tell which one a 0 became, so a free one is looked up before.
async function startEverything(attempts = 3): Promise<Passage> {
  const port = await freePort();
  const env = { ...process.env, PORT: String(port) };
  const child = spawn(process.execPath, [everything, "streamableHttp"], { env, stdio: ["ignore", "ignore", "pipe"] });
  if (await listening(child)) return { url: `http://127.0.0.1:${port}/mcp`, close: () => kill(child) };
  await kill(child);
  if (attempts === 1) throw new Error("the everything server does not start");
  return startEverything(attempts - 1);
}

async function listening(child: ChildProcess): Promise<boolean> {
  const said = new Promise<boolean>((resolve) => {
    child.stderr?.setEncoding("utf8").on("data", (text: string) => resolve(text.includes("listening")));
  });
  const ended = once(child, "exit").then(() => false);
  return Promise.race([said, ended]);
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
