/**
 * Fourth stage: what the policy says of this message. Pure but for one look at the store, because a grant revoked or a
 * policy edited while the body was on its way counts already.
 */
import { judge, readable } from "@turnpike/policy";
import type { LiveGrant } from "../live-grants.js";
import { errorCodes, Refusal, unauthorized } from "../refusal.js";
import type { Gateway, Heard, Judged } from "../stages.js";

/** Judges a call; refuses other messages that the policy does not let through. Throws a Refusal. */
export async function policy(heard: Heard, gateway: Gateway): Promise<Judged> {
  const grant = await gateway.grants.find(heard.grant.tokenHash);
  if (grant === undefined) {
    throw unauthorized(true).to(heard.message.id);
  }
  const { subject, asks } = heard.message;
  if (subject === undefined || asks === "nothing") {
    return { ...heard, grant, judgement: undefined };
  }
  if (asks === "readable") {
    checkReadable(grant, subject, heard.message);
    return { ...heard, grant, judgement: undefined };
  }
  return { ...heard, grant, judgement: judge(grant.compiled, subject) };
}

/** Subscriptions and completions are allowed only where reading is not hidden, denied by action or by default. */
function checkReadable(
  grant: LiveGrant,
  subject: NonNullable<Heard["message"]["subject"]>,
  message: Heard["message"],
): void {
  if (subject.kind === "tool") {
    return;
  }
  const name = subject.kind === "resource" ? subject.uri : subject.name;
  if (readable(grant.compiled, subject.kind, name)) {
    return;
  }
  const shown = judge(grant.compiled, subject).refusal?.shown;
  const text = `[POLICY DENIED] ${shown?.message ?? "this is not available to this grant"}`;
  const data = { outcome: "deny", ...(shown?.rule === undefined ? {} : { rule: shown.rule }), retryable: false };
  throw new Refusal(200, { code: errorCodes.refusedByPolicy, message: text, data }, message.id);
}
