/** Connectors to call: inside the test's process, over HTTP, or as the real program over standard input and output. */
import { Client, InMemoryTransport } from "@modelcontextprotocol/client";
import type { McpServer } from "@modelcontextprotocol/server";
import { serveOnHttp } from "@turnpike/connector-kit";
import { type Agent, type AgentKind, agentKinds, connectAgent, connectAgentTo } from "./agents.js";

/** Every way in which an agent may be connected. */
export const connections = agentKinds.flatMap((kind) => [
  [kind, "HTTP"] as const,
  [kind, "standard input and output"] as const,
]);

type Environment = Readonly<Record<string, string>>;

/** A connector: its committed binary, and what makes its servers. */
type Connector = {
  readonly binary: string;
  readonly serverFactory: (environment: Environment, ended: AbortSignal) => () => McpServer;
};

/** How an agent is connected. */
export type Over = (typeof connections)[number][1];

/** An agent connected to a connector that `env` configures; `close` ends both. */
export async function connectTo(
  { binary, serverFactory }: Connector,
  kind: AgentKind,
  over: Over,
  env: Environment,
): Promise<Agent> {
  if (over === "standard input and output") {
    return connectAgentTo(kind, { command: process.execPath, args: [binary], env });
  }
  const ended = new AbortController();
  const where = { host: "127.0.0.1", port: 0, token: undefined, allowedHosts: [] };
  const serving = await serveOnHttp(serverFactory(env, ended.signal), where);
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

/** A client connected to a server without anything between them. */
export async function connectInside(server: McpServer): Promise<Client> {
  const [near, far] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: "test", version: "1" });
  await Promise.all([server.connect(far), client.connect(near)]);
  return client;
}
