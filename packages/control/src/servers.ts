/** Operations on servers: the MCP targets that agents reach through the gateway. */
import { type Grant, isStoreFault, newId, type Policy, type Server, type Target } from "@turnpike/store";
import { type Control, mustBe } from "./control.js";
import { openCredentials, sealCredentials } from "./credentials.js";
import { ControlError } from "./errors.js";
import { unlessTaken } from "./faults.js";
import { grantState } from "./grant-state.js";
import { checkServerName } from "./names.js";
import { pick } from "./pick.js";

/** A server to register: its credentials, names and values in turn, are sealed and never shown again. */
export type ServerRequest = {
  readonly name: string;
  readonly target: Target;
  readonly credentials: readonly string[];
};

/** Registers a server. */
export async function addServer(control: Control, { name, target, credentials }: ServerRequest): Promise<Server> {
  mustBe("admin", control);
  checkServerName(name);
  // A second key would seal what the gateway, which has the first, cannot open.
  if (credentials.length > 0) await checkKey(control);
  const id = newId("server", control.now());
  const sealed = await sealCredentials(control.vault, id, credentials);
  return unlessTaken(`there is a server \`${name}\` already: choose another name or remove that one`, () =>
    control.store.servers.add({ id, name, target, credentials: sealed }),
  );
}

/** Refuses when the key at hand does not open what is sealed: without it no call could be made. */
export async function checkKey({ store, vault }: Control): Promise<void> {
  for (const { id, name, credentials } of await store.servers.list()) {
    await openCredentials(vault, id, credentials).catch((error: unknown) => {
      if (!isStoreFault(error, "sealed_unreadable")) throw error;
      const advice = "set TURNPIKE_KEY as it was, or put the data folder's key file back";
      throw new ControlError("key", `the key at hand does not open the credentials of \`${name}\`: ${advice}`);
    });
  }
}

/** All servers, by name. */
export async function listServers(control: Control): Promise<readonly Server[]> {
  mustBe("viewer", control);
  return control.store.servers.list();
}

/** The server of this name or id. */
export async function findServer(control: Control, server: string): Promise<Server> {
  return pick("server", server, await listServers(control));
}

/** A server with what belongs to it. */
export type ServerView = {
  readonly server: Server;
  readonly policies: readonly Policy[];
  readonly grants: readonly Grant[];
};

/** A server with its policies and all its grants, ended ones too. */
export async function showServer(control: Control, name: string): Promise<ServerView> {
  const server = await findServer(control, name);
  const [policies, grants] = await Promise.all([
    control.store.policies.list(server.id),
    control.store.grants.list(server.id),
  ]);
  return { server, policies, grants };
}

/** Removes a server; its live grants, which are told, are revoked with it. */
export async function removeServer(
  control: Control,
  name: string,
): Promise<{ server: Server; revoked: readonly Grant[] }> {
  mustBe("admin", control);
  const { server, grants } = await showServer(control, name);
  await control.store.servers.remove(server.id);
  return { server, revoked: grants.filter((grant) => grantState(grant, control.now()) === "live") };
}
