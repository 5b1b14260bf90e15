/**
 * What a wrapper registers: its server, the grant `wrap` on it, and its policy file as the policy `wrap`. Wrappers of one
 * name are one server and one grant, and so share their limits, with each other and with a gateway on the same store.
 *
 * A name stands for one target: limits that count calls of two servers would bound neither. Each wrapper is judged by
 * the text that it saved itself, whatever version others have saved since; so that no agent of a gateway is judged by
 * somebody's file unasked, the policy `wrap` may be attached to no other grant.
 */
import { type Grant, isStoreFault, newId, type Permit, type Policy, type Server, type Target } from "@turnpike/store";
import { type Control, mustBe } from "./control.js";
import { ControlError } from "./errors.js";
import { grantState } from "./grant-state.js";
import { checkServerName } from "./names.js";
import { type SavedPolicy, savePolicyText } from "./policies.js";

const WRAP = "wrap";

/** What a wrapper acts on, and how it reaches the server itself. */
export type Wrap = { readonly server: Server; readonly grant: Grant; readonly target: Target };

/** Finds or makes the server of this name and target, and its grant; refuses a name that stands for another target. */
export async function openWrap(control: Control, name: string, target: Target): Promise<Wrap> {
  mustBe("admin", control);
  checkServerName(name);
  const server = (await serverOf(control, name)) ?? (await addServer(control, name, target));
  if (identityOf(server.target) !== identityOf(target)) {
    const advice = "give this one a name of its own with `--name`, or remove that one";
    throw new ControlError("taken", `there is a server \`${name}\` already, with another target: ${advice}`);
  }
  const grant = (await grantOf(control, server.id)) ?? (await addGrant(control, server.id));
  return { server, grant, target };
}

/**
 * What makes two targets one server. In which folder a command runs and which variables it gets is left out: clients start
 * their servers from folders of their own choosing.
 */
function identityOf(target: Target): string {
  return JSON.stringify(target.kind === "http" ? [target.url] : [target.command, ...target.args]);
}

/** Saves the wrapper's policy, as a new version only where the text changed, and puts the grant under it. */
export async function saveWrapPolicy(control: Control, { server, grant }: Wrap, text: string): Promise<SavedPolicy> {
  const { policies, grants } = control.store;
  const known = (await policies.list(server.id)).find((each) => each.name === WRAP);
  const others = (await grants.list(server.id)).filter(
    (each) => each.policy !== null && each.policy === known?.id && each.label !== WRAP && isLive(control, each),
  );
  if (others.length > 0) {
    const labels = others.map(({ label }) => `\`${label}\``).join(", ");
    const advice = "save a copy under another name and attach that";
    throw new ControlError(
      "taken",
      `the policy \`${WRAP}\` of \`${server.name}\` also decides for ${labels}: ${advice}`,
    );
  }
  const saved = await savePolicyText(control, server, WRAP, text, { unlessInForce: true });
  if ((await grants.get(grant.id)).policy !== saved.policy.id) {
    await grants.attach(grant.id, saved.policy.id);
  }
  return saved;
}

/** What the wrapper's calls are judged by at this moment: its own text; nothing once its grant has ended. */
export async function wrapPermit(
  { store }: Pick<Control, "store">,
  { server, grant, target }: Wrap,
  policy: Policy,
  document: string,
): Promise<Permit | undefined> {
  const { id, label, expiresAt, revokedAt } = await store.grants.get(grant.id);
  if (revokedAt !== null) {
    return undefined;
  }
  return {
    organisation: store.organisation,
    grant: { id, label, expiresAt },
    server: { id: server.id, name: server.name, target, credentials: null },
    policy: { id: policy.id, name: policy.name, version: policy.version, document },
  };
}

async function serverOf({ store }: Control, name: string): Promise<Server | undefined> {
  return (await store.servers.list()).find((server) => server.name === name);
}

async function grantOf(control: Control, server: string): Promise<Grant | undefined> {
  return (await control.store.grants.list(server)).find((grant) => grant.label === WRAP && isLive(control, grant));
}

function isLive(control: Control, grant: Grant): boolean {
  return grantState(grant, control.now()) === "live";
}

async function addServer(control: Control, name: string, target: Target): Promise<Server> {
  const add = () => control.store.servers.add({ id: newId("server", control.now()), name, target, credentials: null });
  return unlessAnotherDid(add, () => serverOf(control, name));
}

async function addGrant(control: Control, server: string): Promise<Grant> {
  const create = async () =>
    (await control.store.grants.create({ server, label: WRAP, policy: null, expiresAt: null })).grant;
  return unlessAnotherDid(create, () => grantOf(control, server));
}

/** Wrappers start together when their client does: who comes second takes what the first has made. */
async function unlessAnotherDid<T>(make: () => Promise<T>, find: () => Promise<T | undefined>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    const made = isStoreFault(error, "name_taken") ? await find() : undefined;
    if (made === undefined) throw error;
    return made;
  }
}
