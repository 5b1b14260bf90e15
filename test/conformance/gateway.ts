/** The gateway as its users have it: started by its command, told of an upstream, a policy and a grant by its commands. */
import { randomUUID } from "node:crypto";
import { openSqlite } from "@turnpike/store";
import { type GatewayProcess, startGateway, turnpikeJson } from "../support/gateway-process.js";

/** Where an agent finds an upstream behind the gateway, and with what. */
export type Entrance = { readonly url: string; readonly token: string };

/** Starts a gateway with a data folder of its own. */
export function startConformanceGateway(): Promise<GatewayProcess> {
  return startGateway();
}

/** Puts a server behind the gateway of this data folder, by its target's words, with a policy that allows everything. */
export async function enter(data: string, target: readonly string[]): Promise<Entrance> {
  const server = `s-${randomUUID().slice(0, 8)}`;
  const [added] = await turnpikeJson<{ id: string }>(["server", "add", server, ...target], { data });
  if (!added) throw new Error("`server add` printed nothing");
  await allowAll(data, added.id);
  const [grant] = await turnpikeJson<Entrance>(["grant", "create", server, "suite", "--policy", "allow-all"], { data });
  if (!grant) throw new Error("`grant create` printed nothing");
  return grant;
}

/** Past the command, which would ask the server for its tools: the suite's servers count who speaks to them. */
async function allowAll(data: string, server: string): Promise<void> {
  const { store, close } = await openSqlite({ folder: data });
  await store.policies.save({
    server,
    name: "allow-all",
    document: JSON.stringify({ version: "1", default: "allow" }),
  });
  await close();
}
