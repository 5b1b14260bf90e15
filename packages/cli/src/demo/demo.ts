/**
 * The demonstration: a small MCP server in this process, registered with a policy and a grant in a data folder of its
 * own. It may be started again and again: what is missing is made, the policy is put back as a new version where it
 * was edited, and the grant gets a fresh token each time.
 */
import {
  addServer,
  attachPolicy,
  type Control,
  createGrant,
  grantState,
  removeServer,
  rotateGrant,
  type ServerView,
  savePolicy,
  showPolicy,
  showServer,
} from "@turnpike/control";
import { type Example, startExample } from "@turnpike/example";
import { demoPolicy } from "./policy.js";

/** What the demonstration calls its things. */
const names = { server: "example", policy: "shop-assistant", grant: "demo-agent" } as const;

/** A running demonstration, with the token that was made for this start. */
export interface Demo {
  readonly server: { readonly id: string; readonly name: string };
  readonly token: string;
  close(): Promise<void>;
}

/** Starts the example server and registers what is needed to call it. */
export async function startDemo(control: Control): Promise<Demo> {
  const before = await findExample(control);
  const example = await startOnOldPort(before?.server.target.url);
  try {
    const server = await register(control, before, example.url);
    await putPolicy(control, server.id);
    return { server, token: await freshToken(control, server.id), close: () => example.close() };
  } catch (error) {
    await example.close();
    throw error;
  }
}

async function findExample(control: Control): Promise<ServerView | undefined> {
  const servers = await control.store.servers.list();
  return servers.some(({ name }) => name === names.server) ? showServer(control, names.server) : undefined;
}

/** A registered server keeps its URL, so the port of the last time is taken where it is still free. */
async function startOnOldPort(url: string | undefined): Promise<Example> {
  const port = url === undefined ? 0 : Number(new URL(url).port);
  return startExample({ port }).catch(() => startExample({ port: 0 }));
}

async function register(control: Control, before: ServerView | undefined, url: string): Promise<Demo["server"]> {
  if (before?.server.target.url === url) return before.server;
  if (before !== undefined) await removeServer(control, before.server.id);
  return addServer(control, { name: names.server, url, headers: [] });
}

async function putPolicy(control: Control, server: string): Promise<void> {
  const policies = await control.store.policies.list(server);
  const known = policies.find(({ name }) => name === names.policy);
  const current = known && (await showPolicy(control, server, known.id));
  if (current?.version.document === demoPolicy) return;
  await savePolicy(control, { server, name: names.policy, text: demoPolicy });
}

async function freshToken(control: Control, server: string): Promise<string> {
  const { grants, policies } = await showServer(control, server);
  const grant = grants.find((each) => each.label === names.grant && grantState(each, control.now()) === "live");
  const policy = policies.find(({ name }) => name === names.policy);
  if (grant === undefined) {
    return (await createGrant(control, { server, label: names.grant, policy: names.policy })).token;
  }
  if (grant.policy !== policy?.id) await attachPolicy(control, grant.id, policy?.id);
  return (await rotateGrant(control, grant.id)).token;
}
