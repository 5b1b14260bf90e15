/**
 * All the parts joined up as a user joins them: the billing API, the WHMCS server over it, and Turnpike in front, which
 * is the built command on a data folder of its own. The billing API runs in the test's process, so that its database
 * can be read beside every answer.
 */
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Billing, openBilling, serveBilling } from "@turnpike/billing";
import { serveOnHttp, serverFactory } from "@turnpike/whmcs";
import { type Agent, type AgentKind, connectAgent, connectAgentTo } from "../../support/agents.js";
import { startGateway, turnpikeBinary, turnpikeJson } from "../../support/gateway-process.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

/** How Turnpike reaches the WHMCS server, and how agents reach Turnpike. */
export const ways = [
  "through the gateway to the server as a command",
  "through the gateway to the server over HTTP",
  "through a wrapper around the server as a command",
] as const;
export type Way = (typeof ways)[number];

export type Joined = {
  readonly billing: Billing;
  /** Connects an agent that holds a grant of its own. */
  connect(kind: AgentKind): Promise<Agent>;
  /** The records of all calls, oldest first. */
  log(): Promise<readonly Record<string, unknown>[]>;
  /** Ends everything in the opposite order. */
  close(): Promise<void>;
};

const whmcsBinary = fileURLToPath(new URL("../../../connectors/whmcs/bin/turnpike-whmcs.js", import.meta.url));

/** Starts all of it; agents are judged by this policy. */
export async function joinUp(way: Way, policy: string): Promise<Joined> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const each of closers.splice(0).reverse()) await each();
  };
  try {
    const { path: folder, remove } = await temporaryFolder("end-to-end");
    closers.push(remove);
    const policyFile = join(folder, "policy.yaml");
    await writeFile(policyFile, policy);
    const billing = await openBilling({ database: join(folder, "billing.sqlite") });
    closers.push(billing.close);
    const served = await serveBilling(billing, { port: 0 });
    closers.push(served.close);
    const { identifier, secret } = await billing.issueAccess();
    const env = { WHMCS_API_URL: served.url, WHMCS_API_IDENTIFIER: identifier, WHMCS_API_SECRET: secret };
    const open = way === ways[2] ? wrappers : gateway;
    const data = join(folder, "turnpike");
    const connect = await open({ way, env, policyFile, data, closers });
    const log = () => turnpikeJson(["log"], { data });
    return { billing, connect, log, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Plan = {
  readonly way: Way;
  readonly env: Readonly<Record<string, string>>;
  readonly policyFile: string;
  readonly data: string;
  readonly closers: (() => Promise<unknown>)[];
};

const command = (env: Plan["env"]): readonly string[] => [
  ...Object.entries(env).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
  ...["--", process.execPath, whmcsBinary],
];

async function gateway({ way, env, policyFile, data, closers }: Plan): Promise<Joined["connect"]> {
  const running = await startGateway({ data });
  closers.push(running.dispose);
  const turnpike = async <T>(...args: readonly string[]) => {
    const [object] = await turnpikeJson<T>(args, { data });
    return object as T;
  };
  const target = way === ways[0] ? command(env) : await overHttp(env, closers);
  await turnpike("server", "add", "whmcs", ...target);
  await turnpike("policy", "add", "whmcs", "tried", policyFile);
  return async (kind) => {
    const label = `agent-${randomUUID()}`;
    const grant = await turnpike<{ url: string; token: string }>(
      "grant",
      "create",
      "whmcs",
      label,
      "--policy",
      "tried",
    );
    return connectAgent(kind, grant);
  };
}

/** The server asks for a token that only Turnpike knows. */
async function overHttp(env: Plan["env"], closers: Plan["closers"]): Promise<readonly string[]> {
  const token = randomUUID();
  const server = await serveOnHttp(serverFactory(env), { host: "127.0.0.1", port: 0, token, allowedHosts: [] });
  closers.push(server.close);
  return ["--header", `Authorization: Bearer ${token}`, "--upstream", server.url];
}

/** Each agent starts a wrapper of its own; the name makes a server of it, and so a grant of its own. */
async function wrappers({ env, policyFile, data }: Plan): Promise<Joined["connect"]> {
  return (kind) => {
    const own = ["--data", data, "--name", `whmcs-${randomUUID()}`, "--policy", policyFile];
    return connectAgentTo(kind, {
      command: process.execPath,
      args: [turnpikeBinary, "wrap", ...own, ...command(env)],
    });
  };
}
