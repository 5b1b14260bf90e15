/** Connectors to call: inside the test's process over HTTP, or as the real program over standard input and output. */
import { fileURLToPath } from "node:url";
import {
  type Agent,
  type AgentKind,
  agentKinds,
  connectAgent,
  connectAgentTo,
} from "../../../../test/support/agents.js";
import { serveOnHttp, serverFactory } from "../../src/index.js";

/** The committed binary. */
export const binary = fileURLToPath(new URL("../../bin/turnpike-xero.js", import.meta.url));

/** A token that is given from outside, as odd as one may be. */
export const bearerToken = "eyJhbGciOi.S3cr3t~of+the/tests_-=0";

/** Every way in which an agent may be connected. */
export const connections = agentKinds.flatMap((kind) => [
  [kind, "HTTP"] as const,
  [kind, "standard input and output"] as const,
]);

/** An agent connected to a connector that `env` configures; `close` ends both. */
export async function connectedAgent(
  kind: AgentKind,
  over: (typeof connections)[number][1],
  env: Readonly<Record<string, string>>,
): Promise<Agent> {
  if (over === "standard input and output") {
    return connectAgentTo(kind, { command: process.execPath, args: [binary], env });
  }
  const ended = new AbortController();
  const serving = await serveOnHttp(serverFactory(env, ended.signal), {
    host: "127.0.0.1",
    port: 0,
    token: undefined,
    allowedHosts: [],
  });
  const agent = await connectAgent(kind, { url: serving.url });
  return {
    ...agent,
    close: async () => {
      await agent.close();
      await serving.close();
      ended.abort();
    },
  };
}
