/** A gateway in this process over a real SQLite folder, with one server, one policy and one grant. */
import { newId, openSqlite, type SqliteStore, type StdioTarget, type Target } from "@turnpike/store";
import { temporaryFolder } from "../../../../test/support/temporary-folder.js";
import { defaultSettings, type GatewaySettings, startGateway } from "../../src/index.js";

export type RunningOptions = {
  /** The upstream's MCP endpoint, or a command. */
  readonly upstream: string | StdioTarget;
  /** The document attached to the grant; none leaves the grant without a policy. */
  readonly policy?: unknown;
  readonly settings?: Partial<GatewaySettings>;
  /** The store's time in epoch milliseconds; the machine's unless given. */
  readonly clock?: () => number;
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
  /** The same gateway and store, with a new server, a policy of this text and a grant: no counter is shared. */
  fresh(policy: unknown): Promise<Running>;
  /** Stops taking calls and finishes those in flight; the store stays open. */
  stop(): Promise<void>;
  dispose(): Promise<void>;
};

/** Starts it; everything is gone after `dispose`. */
export async function startRunning(options: RunningOptions): Promise<Running> {
  const folder = await temporaryFolder("running");
  const clock = options.clock === undefined ? {} : { clock: options.clock };
  const sqlite = await openSqlite({ folder: folder.path, ...clock });
  const reports: string[] = [];
  const gateway = await startGateway(
    { ...defaultSettings, port: 0, stopTimeoutMs: 2_000, ...options.settings },
    {
      store: sqlite.store,
      counters: sqlite.counters,
      openCredentials: async () => options.credentials ?? [],
      report: (line) => reports.push(line),
    },
  );
  let servers = 0;
  const register = async (policy: unknown): Promise<Running> => {
    servers += 1;
    const registered = await registerServer(
      sqlite,
      `upstream${servers === 1 ? "" : servers}`,
      options.upstream,
      policy,
    );
    return {
      ...registered,
      url: `${gateway.url}/mcp/${registered.serverId}`,
      base: gateway.url,
      folder: folder.path,
      sqlite,
      reports,
      fresh: register,
      stop: () => gateway.close(),
      dispose: async () => {
        await gateway.closeNow();
        await sqlite.close();
        await folder.remove();
      },
    };
  };
  return register(options.policy);
}

async function registerServer(
  { store }: SqliteStore,
  name: string,
  upstream: RunningOptions["upstream"],
  policy: unknown,
) {
  const id = newId("server", Date.now());
  const target: Target = typeof upstream === "string" ? { kind: "http", url: upstream } : upstream;
  const server = (await store.servers.add({ id, name, target, credentials: null })).id;
  const policyId = policy === undefined ? null : (await savePolicy(store, server, policy)).id;
  const grant = (label: string, attached = policyId) =>
    store.grants.create({ server, label, policy: attached, expiresAt: null });
  const first = await grant("first");
  return {
    token: first.token,
    serverId: server,
    policyId,
    grantId: first.grant.id,
    grant: async (label: string, attached?: string | null) => (await grant(label, attached)).token,
  };
}

function savePolicy(store: SqliteStore["store"], server: string, document: unknown) {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  return store.policies.save({ server, name: "policy", document: text });
}

/** Every record of the server's calls, oldest first, or the other way round. */
export async function logOf(running: Running, order: "oldest" | "newest" = "oldest") {
  const records = [];
  for await (const record of running.sqlite.store.log.read({ server: running.serverId }, order)) records.push(record);
  return records;
}
