/** What a demonstration registers: a server with a policy and a grant, made where missing and put back where edited. */
import {
  addServer,
  attachPolicy,
  type Control,
  createGrant,
  grantState,
  removeServer,
  rotateGrant,
  savePolicy,
  showPolicy,
  showServer,
} from "@turnpike/control";
import type { Server, Target } from "@turnpike/store";

/** What one server of the demonstration is called, and the policy that decides there. */
export interface Registration {
  readonly server: string;
  readonly policy: string;
  readonly grant: string;
  readonly document: string;
}

/** A registered server with the token that was made for this start. */
export interface Registered {
  readonly server: { readonly id: string; readonly name: string };
  readonly token: string;
}

/** The server of this name as an earlier start left it. */
export async function findServerNamed(control: Control, name: string): Promise<Server | undefined> {
  return (await control.store.servers.list()).find((server) => server.name === name);
}

/** Registers the server at this target. */
export async function register(control: Control, what: Registration, target: Target): Promise<Registered> {
  const server = await serverAt(control, what.server, target);
  await putPolicy(control, server.id, what);
  return { server, token: await freshToken(control, server.id, what) };
}

async function serverAt(control: Control, name: string, target: Target): Promise<Server> {
  const before = await findServerNamed(control, name);
  if (before !== undefined && JSON.stringify(before.target) === JSON.stringify(target)) return before;
  if (before !== undefined) await removeServer(control, before.id);
  return addServer(control, { name, target, credentials: [] });
}

async function putPolicy(control: Control, server: string, { policy, document }: Registration): Promise<void> {
  const policies = await control.store.policies.list(server);
  const known = policies.find(({ name }) => name === policy);
  const current = known && (await showPolicy(control, server, known.id));
  if (current?.version.document === document) return;
  await savePolicy(control, { server, name: policy, text: document });
}

async function freshToken(control: Control, server: string, what: Registration): Promise<string> {
  const { grants, policies } = await showServer(control, server);
  const grant = grants.find((each) => each.label === what.grant && grantState(each, control.now()) === "live");
  const policy = policies.find(({ name }) => name === what.policy);
  if (grant === undefined) {
    return (await createGrant(control, { server, label: what.grant, policy: what.policy })).token;
  }
  if (grant.policy !== policy?.id) await attachPolicy(control, grant.id, policy?.id);
  return (await rotateGrant(control, grant.id)).token;
}
