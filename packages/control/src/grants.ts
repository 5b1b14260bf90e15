/** Operations on grants: which agent may reach which server, under which policy, until when. */
import type { Grant, IssuedGrant, Policy, Server } from "@turnpike/store";
import { type Control, mustBe } from "./control.js";
import { durationMs } from "./duration.js";
import { ControlError } from "./errors.js";
import { unlessTaken } from "./faults.js";
import { grantState } from "./grant-state.js";
import { checkLabel } from "./names.js";
import { pick } from "./pick.js";
import { findServer } from "./servers.js";

/** A grant to make; names or ids for server and policy, a duration such as `30d` for `expires`. */
export type GrantRequest = {
  readonly server: string;
  readonly label: string;
  readonly policy?: string | undefined;
  readonly expires?: string | undefined;
};

/** A grant, the server that it is for, and the policy that it is under. */
export type GrantView = { readonly grant: Grant; readonly server: Server; readonly policy: Policy | undefined };

/** A grant with its token, which is told this once. */
export type IssuedGrantView = GrantView & { readonly token: string };

/** Makes a grant. Without a policy it refuses every call until it is put under one. */
export async function createGrant(control: Control, request: GrantRequest): Promise<IssuedGrantView> {
  mustBe("admin", control);
  checkLabel(request.label);
  const lifetimeMs = request.expires === undefined ? undefined : durationMs("the time to expiry", request.expires);
  const server = await findServer(control, request.server);
  const policy = request.policy === undefined ? undefined : await policyOf(control, server, request.policy);
  const issued = await unlessTaken(
    `there is a live grant \`${request.label}\` on \`${server.name}\`: rotate it for a new token, or choose another label`,
    () =>
      control.store.grants.create({
        server: server.id,
        label: request.label,
        policy: policy?.id ?? null,
        expiresAt: lifetimeMs === undefined ? null : control.now() + lifetimeMs,
      }),
  );
  return { ...issued, server, policy };
}

/** The grants of a server, oldest first, ended ones too. */
export async function listGrants(control: Control, name: string): Promise<readonly GrantView[]> {
  const server = await findServer(control, name);
  const [grants, policies] = await Promise.all([
    control.store.grants.list(server.id),
    control.store.policies.list(server.id),
  ]);
  return grants.map((grant) => ({ grant, server, policy: policies.find(({ id }) => id === grant.policy) }));
}

/** A new token for a grant; the old one is worth nothing from this moment. */
export async function rotateGrant(control: Control, name: string): Promise<IssuedGrantView> {
  mustBe("admin", control);
  const grant = await findLiveGrant(control, name);
  const issued: IssuedGrant = await control.store.grants.rotate(grant.id);
  return { ...issued, ...(await surroundings(control, issued.grant)) };
}

/** Ends a grant for good. Revoking one that has ended is no error. */
export async function revokeGrant(control: Control, name: string): Promise<Grant> {
  mustBe("admin", control);
  const grant = await findGrant(control, name);
  return control.store.grants.revoke(grant.id);
}

/** Puts a grant under a policy of its server, or under none: then it refuses every call. */
export async function attachPolicy(control: Control, name: string, policy: string | undefined): Promise<GrantView> {
  mustBe("policy_manager", control);
  const grant = await findLiveGrant(control, name);
  const server = await control.store.servers.get(grant.server);
  const chosen = policy === undefined ? undefined : await policyOf(control, server, policy);
  return { grant: await control.store.grants.attach(grant.id, chosen?.id ?? null), server, policy: chosen };
}

/** A grant by label or id. Labels are used again once a grant has ended: a live one goes first, then the last one. */
async function findGrant(control: Control, text: string): Promise<Grant> {
  const grants = await control.store.grants.list();
  const live = grants.filter((grant) => grantState(grant, control.now()) === "live");
  const fits = ({ id, label }: Grant) => id === text || label === text;
  const ended = grants.findLast((grant) => fits(grant) && !live.includes(grant));
  if (ended !== undefined && !live.some(fits)) return ended;
  return pick(
    "grant",
    text,
    live.map((grant) => ({ ...grant, name: grant.label })),
  );
}

async function findLiveGrant(control: Control, name: string): Promise<Grant> {
  const grant = await findGrant(control, name);
  const state = grantState(grant, control.now());
  if (state === "live") return grant;
  throw new ControlError("not_found", `the grant \`${grant.label}\` (${grant.id}) is ${state}: make a new one`);
}

async function policyOf(control: Control, server: Server, name: string): Promise<Policy> {
  return pick("policy", name, await control.store.policies.list(server.id), ` on \`${server.name}\``);
}

async function surroundings(control: Control, grant: Grant): Promise<{ server: Server; policy: Policy | undefined }> {
  const server = await control.store.servers.get(grant.server);
  return { server, policy: grant.policy === null ? undefined : await control.store.policies.get(grant.policy) };
}
