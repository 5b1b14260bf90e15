/** Lists, subscriptions and completion: what may be seen, and what may be read at all, without deciding a call. */

import type { CompiledPolicy } from "../compile/policy.js";
import { uriFault } from "../uri.js";
import type { EntryKind } from "./refusals.js";

/** Whether a list shows it: all but what is hidden or not listed under `default: "deny"`. Observing filters nothing. */
export function listed(policy: CompiledPolicy | undefined, kind: EntryKind, name: string): boolean {
  if (policy === undefined) return false;
  if (policy.mode === "observe") return true;
  const reason = policy.plans[kind].for(name).refusal?.reason;
  return reason !== "hidden" && reason !== "default_deny";
}

/** Whether a list of this kind can show anything at all, whatever the server has; true in doubt. */
export function offers(policy: CompiledPolicy | undefined, kind: EntryKind): boolean {
  if (policy === undefined) return false;
  return policy.mode === "observe" || policy.plans[kind].offersAny;
}

const KINDS: readonly EntryKind[] = ["tool", "resource", "resource_template", "prompt"];

/** Whether any list may have to leave something out; false only where everything is seen. */
export function filters(policy: CompiledPolicy | undefined): boolean {
  return policy === undefined || (policy.mode !== "observe" && KINDS.some((kind) => policy.plans[kind].keepsAny));
}

/** Whether it may be subscribed to, completed, or asked about as a task: not hidden, not denied by action, not denied by default. */
export function readable(policy: CompiledPolicy | undefined, kind: EntryKind, name: string): boolean {
  if (policy === undefined) return false;
  if (policy.mode === "observe") return true;
  if (kind === "resource" && uriFault(name) !== undefined) return false;
  return policy.plans[kind].for(name).refusal === undefined;
}
