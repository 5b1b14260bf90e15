/**
 * The demonstration: a small MCP server in this process and, where it is installed, the official everything server as a
 * command, registered with policies and grants in a data folder of its own. It may be started again and again: what is
 * missing is made, a policy is put back as a new version where it was edited, and each grant gets a fresh token.
 */
import { homedir } from "node:os";
import { type Control, urlTarget } from "@turnpike/control";
import { type Example, startExample } from "@turnpike/example";
import type { Target } from "@turnpike/store";
import { everythingFile } from "../everything-file.js";
import { demoPolicy, everythingPolicy } from "./policy.js";
import { findServerNamed, type Registered, type Registration, register } from "./registered.js";

const example: Registration = {
  server: "example",
  policy: "shop-assistant",
  grant: "demo-agent",
  document: demoPolicy,
};

const everything: Registration = {
  server: "server-everything",
  policy: "all-but-the-environment",
  grant: "demo-agent",
  document: everythingPolicy,
};

/** A running demonstration. */
export interface Demo extends Registered {
  /** The everything server, where it is installed. */
  readonly everything: Registered | undefined;
  close(): Promise<void>;
}

/** Starts the example server and registers what is needed to call it. */
export async function startDemo(control: Control): Promise<Demo> {
  const before = await findServerNamed(control, example.server);
  const running = await startOnOldPort(before?.target);
  try {
    const { target } = urlTarget(running.url, []);
    const registered = await register(control, example, target);
    return { ...registered, everything: await registerEverything(control), close: () => running.close() };
  } catch (error) {
    await running.close();
    throw error;
  }
}

/** A registered server keeps its URL, so the port of the last time is taken where it is still free. */
async function startOnOldPort(target: Target | undefined): Promise<Example> {
  const port = target?.kind === "http" ? Number(new URL(target.url).port) : 0;
  return startExample({ port }).catch(() => startExample({ port: 0 }));
}

async function registerEverything(control: Control): Promise<Registered | undefined> {
  const file = everythingFile();
  if (file === undefined) return undefined;
  const command = process.execPath;
  return register(control, everything, { kind: "stdio", command, args: [file, "stdio"], cwd: homedir(), env: [] });
}
