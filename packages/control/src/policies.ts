/** Operations on policies: named documents on one server, kept in all their versions. */
import { type PolicyDocument, type Problem, parsePolicy } from "@turnpike/policy";
import type { Policy, PolicyVersion, Server } from "@turnpike/store";
import { type Control, mustBe } from "./control.js";
import { ControlError } from "./errors.js";
import { unlessTaken } from "./faults.js";
import { checkPolicyName } from "./names.js";
import { pick } from "./pick.js";
import { findServer } from "./servers.js";

/** A policy as it was saved, with what its author should look at. */
export type SavedPolicy = { readonly policy: Policy; readonly server: Server; readonly warnings: readonly Problem[] };

/** A policy to save: `text` is JSON or YAML and is kept as it is written. */
export type PolicyRequest = { readonly server: string; readonly name: string; readonly text: string };

/** Saves a policy; a name in use gets a new version, in force from the next call. */
export async function savePolicy(control: Control, { server: of, name, text }: PolicyRequest): Promise<SavedPolicy> {
  mustBe("policy_manager", control);
  checkPolicyName(name);
  const server = await findServer(control, of);
  return savePolicyText(control, server, name, text);
}

/** The policies of a server, by name. */
export async function listPolicies(
  control: Control,
  name: string,
): Promise<{ server: Server; policies: readonly Policy[] }> {
  const server = await findServer(control, name);
  return { server, policies: await control.store.policies.list(server.id) };
}

/** One version of a policy. */
export type PolicyView = {
  readonly server: Server;
  readonly policy: Policy;
  readonly version: PolicyVersion;
  /** Undefined where this program does not understand the text: it was kept by another version. */
  readonly document: PolicyDocument | undefined;
};

/** A policy in its newest version or an earlier one. */
export async function showPolicy(control: Control, of: string, name: string, version?: number): Promise<PolicyView> {
  const { server, policy, versions } = await policyHistory(control, of, name);
  const shown = pickVersion(policy, versions, version ?? policy.version);
  const parsed = parsePolicy(shown.document);
  return { server, policy, version: shown, document: parsed.ok ? parsed.document : undefined };
}

/** A policy with all its versions, newest first. */
export type PolicyHistory = {
  readonly server: Server;
  readonly policy: Policy;
  readonly versions: readonly PolicyVersion[];
};

/** All versions of a policy. */
export async function policyHistory(control: Control, of: string, name: string): Promise<PolicyHistory> {
  const { server, policies } = await listPolicies(control, of);
  const policy = pick("policy", name, policies, ` on \`${server.name}\``);
  return { server, policy, versions: await control.store.policies.history(policy.id) };
}

/** Saves an earlier version again, as the newest; nothing is forgotten. */
export async function restorePolicy(control: Control, of: string, name: string, version: number): Promise<SavedPolicy> {
  mustBe("policy_manager", control);
  const { server, policy, versions } = await policyHistory(control, of, name);
  return savePolicyText(control, server, policy.name, pickVersion(policy, versions, version).document);
}

/** Checks a text and saves it; see the port's `unlessInForce`. */
export async function savePolicyText(
  control: Control,
  server: Server,
  name: string,
  text: string,
  options: { readonly unlessInForce?: boolean } = {},
): Promise<SavedPolicy> {
  const parsed = parsePolicy(text);
  if (!parsed.ok) {
    const { errors, warnings } = parsed;
    throw new ControlError("policy_invalid", `the policy is not valid and was not saved`, { errors, warnings });
  }
  const policy = await unlessTaken(`the name \`${name}\` is in use`, () =>
    control.store.policies.save({ server: server.id, name, document: text, ...options }),
  );
  return { policy, server, warnings: parsed.warnings };
}

function pickVersion(policy: Policy, versions: readonly PolicyVersion[], wanted: number): PolicyVersion {
  const found = versions.find(({ version }) => version === wanted);
  if (found !== undefined) return found;
  throw new ControlError(
    "not_found",
    `the policy \`${policy.name}\` has the versions 1 to ${policy.version}, not ${wanted}`,
  );
}
