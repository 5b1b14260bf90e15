/** A gateway in this process over a real SQLite folder, with one server, one policy and one grant. */
import { newId, openSqlite, type SqliteStore } from "@turnpike/store";
import { temporaryFolder } from "../../../../test/support/temporary-folder.js";
import { defaultSettings, type GatewaySettings, startGateway } from "../../src/index.js";

export type RunningOptions = {
  /** The upstream's MCP endpoint. */
  readonly upstream: string;
  /** The document attached to the grant; none leaves the grant without a policy. */
  readonly policy?: unknown;
  readonly settings?: Partial<GatewaySettings>;
  /** Header names and values in turn, as the opened credentials of the server. */
  readonly credentials?: readonly string[];
};

export type Running = {
  /** The agent's address. */
  readonly url: string;
  /** The gateway's own address, without a path. */
  readonly base: string;
  readonly token: string;
  readonly serverId: string;
  readonly policyId: string | null;
  readonly grantId: string;
  readonly folder: string;
  readonly sqlite: SqliteStore;
  /** Lines for the operator. */
  readonly reports: string[];
  /** Another grant on the same server. */
  grant(label: string, policyId?: string | null): Promise<string>;
  /** Stops taking calls and finishes those in flight; the store stays open. */
  stop(): Promise<void>;
  dispose(): Promise<void>;
};

/** Starts it; everything is gone after `dispose`. */
export async function startRunning(options: RunningOptions): Promise<Running> {
  const folder = await temporaryFolder("running");
  const sqlite = await openSqlite({ folder: folder.path });
  const { store } = sqlite;
  const server = await store.servers.add({
    id: newId("server", Date.now()),
    name: "upstream",
    target: { kind: "http", url: options.upstream },
    credentials: null,
  });
  const policyId = options.policy === undefined ? null : await savePolicy(sqlite, server.id, options.policy);
  const grant = async (label: string, policy: string | null = policyId) =>
    store.grants.create({ server: server.id, label, policy, expiresAt: null });
  const first = await grant("agent");
  const reports: string[] = [];
  const gateway = await startGateway(
    { ...defaultSettings, port: 0, stopTimeoutMs: 2_000, ...options.settings },
    {
      store: store,
      counters: sqlite.counters,
      openCredentials: async () => options.credentials ?? [],
      report: (line) => reports.push(line),
    },
  );
  return {
    url: `${gateway.url}/mcp/${server.id}`,
    base: gateway.url,
    token: first.token,
    serverId: server.id,
    policyId,
    grantId: first.grant.id,
    folder: folder.path,
    sqlite,
    reports,
    grant: async (label, policy) => (await grant(label, policy)).token,
    stop: () => gateway.close(),
    dispose: async () => {
      await gateway.closeNow();
      await sqlite.close();
      await folder.remove();
    },
  };
}

async function savePolicy({ store }: SqliteStore, server: string, document: unknown): Promise<string> {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  return (await store.policies.save({ server, name: "policy", document: text })).id;
}

/** Every record of the log, oldest first. */
export async function logOf(running: Running) {
  const records = [];
  for await (const record of running.sqlite.store.log.read({}, "oldest")) records.push(record);
  return records;
}
