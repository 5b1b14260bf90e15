/**
 * All the parts joined up as a user joins them: the books, the connector over them, and Turnpike in front, which is the
 * built command on a data folder of its own.
 */
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { serveOnHttp } from "@turnpike/connector-kit";
import { type Agent, type AgentKind, connectAgent, connectAgentTo } from "../../support/agents.js";
import { startGateway, turnpikeBinary, turnpikeJson } from "../../support/gateway-process.js";
import { temporaryFolder } from "../../support/temporary-folder.js";
import type { Business } from "./business.js";

/** How Turnpike reaches the connector, and how agents reach Turnpike. */
export const ways = [
  "through the gateway to the server as a command",
  "through the gateway to the server over HTTP",
  "through a wrapper around the server as a command",
] as const;
export type Way = (typeof ways)[number];

export type Joined<Company> = {
  readonly company: Company;
  /** Connects an agent that holds a grant of its own. */
  connect(kind: AgentKind): Promise<Agent>;
  /** The records of all calls, oldest first. */
  log(): Promise<readonly Record<string, unknown>[]>;
  /** Ends everything in the opposite order. */
  close(): Promise<void>;
};

/** Starts all of it; agents are judged by this policy. */
export async function joinUp<Company>(business: Business<Company>, way: Way, policy: string): Promise<Joined<Company>> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const each of closers.splice(0).reverse()) await each();
  };
  try {
    const { path: folder, remove } = await temporaryFolder("end-to-end");
    closers.push(remove);
    const policyFile = join(folder, "policy.yaml");
    await writeFile(policyFile, policy);
    const { company, env, close: closeBooks } = await business.open(folder);
    closers.push(closeBooks);
    const open = way === ways[2] ? wrappers : gateway;
    const data = join(folder, "turnpike");
    const connect = await open({ business, way, env, policyFile, data, closers });
    const log = () => turnpikeJson(["log"], { data });
    return { company, connect, log, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Connect = Joined<unknown>["connect"];
type Plan = {
  readonly business: Business<unknown>;
  readonly way: Way;
  readonly env: Readonly<Record<string, string>>;
  readonly policyFile: string;
  readonly data: string;
  readonly closers: (() => Promise<unknown>)[];
};

const command = ({ business, env }: Plan): readonly string[] => [
  ...Object.entries(env).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
  ...["--", process.execPath, business.binary],
];

async function gateway(plan: Plan): Promise<Connect> {
  const { way, policyFile, data, closers } = plan;
  const { name } = plan.business;
  const running = await startGateway({ data });
  closers.push(running.dispose);
  const turnpike = async <T>(...args: readonly string[]) => {
    const [object] = await turnpikeJson<T>(args, { data });
    return object as T;
  };
  const target = way === ways[0] ? command(plan) : await overHttp(plan);
  await turnpike("server", "add", name, ...target);
  await turnpike("policy", "add", name, "tried", policyFile);
  return async (kind) => {
    const label = `agent-${randomUUID()}`;
    const grant = await turnpike<{ url: string; token: string }>("grant", "create", name, label, "--policy", "tried");
    return connectAgent(kind, grant);
  };
}

/** The server asks for a token that only Turnpike knows. */
async function overHttp({ business, env, closers }: Plan): Promise<readonly string[]> {
  const token = randomUUID();
  const server = await serveOnHttp(business.serverFactory(env), {
    host: "127.0.0.1",
    port: 0,
    token,
    allowedHosts: [],
  });
  closers.push(server.close);
  return ["--header", `Authorization: Bearer ${token}`, "--upstream", server.url];
}

/** Each agent starts a wrapper of its own; the name makes a server of it, and so a grant of its own. */
async function wrappers(plan: Plan): Promise<Connect> {
  const { business, policyFile, data } = plan;
  return (kind) => {
    const own = ["--data", data, "--name", `${business.name}-${randomUUID()}`, "--policy", policyFile];
    return connectAgentTo(kind, {
      command: process.execPath,
      args: [turnpikeBinary, "wrap", ...own, ...command(plan)],
    });
  };
}
