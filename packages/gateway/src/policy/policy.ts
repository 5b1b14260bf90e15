/**
 * Fourth stage: what the policy says of this message. Pure but for one look at the store, because a grant revoked or a
 * policy edited while the body was on its way counts already.
 */
import { judge, readable } from "@turnpike/policy";
import type { LiveGrant } from "../live-grants.js";
import { mirrorsParams } from "../mirrored-params.js";
import { errorCodes, Refusal, unauthorized, unknownTask } from "../refusal.js";
import type { Gateway, Heard, Judged } from "../stages.js";

type Message = Heard["message"];
type Subject = NonNullable<Message["subject"]>;

/** Judges a call; refuses other messages that the policy does not let through. Throws a Refusal. */
export async function policy(heard: Heard, gateway: Gateway): Promise<Judged> {
  const grant = await gateway.grants.find(heard.grant.tokenHash);
  if (grant === undefined) {
    throw unauthorized(true).to(heard.message.id);
  }
  const { subject, asks } = heard.message;
  for (const taskId of heard.message.taskIds) {
    checkTask(grant, taskId, heard.message, gateway);
  }
  if (subject === undefined || asks === "nothing") {
    return { judgement: undefined, ...heard, grant };
  }
  if (asks === "readable") {
    checkReadable(grant, subject, heard.message);
    return { judgement: undefined, ...heard, grant };
  }
  const judged = { judgement: judge(grant.compiled, subject), ...heard, grant };
  // Behind the policy, since what a header repeats tells of a tool.
  if (judged.judgement.refusal === undefined && mirrorsParams(heard.headers.forwarded)) {
    const mismatch = await gateway.mirrored.check(judged, heard.headers.forwarded);
    if (mismatch !== undefined) {
      throw mismatch.to(heard.message.id);
    }
  }
  return judged;
}

/** A task is asked about by the grant it was begun for, while its tool is one that the grant may know and call. */
function checkTask(grant: LiveGrant, taskId: string, message: Message, gateway: Gateway): void {
  const tool = gateway.tasks.toolOf(grant, taskId, Date.now());
  if (tool === undefined) {
    throw unknownTask().to(message.id);
  }
  // To end what the policy no longer wants is never refused.
  if (message.method !== "tasks/cancel") {
    checkReadable(grant, { kind: "tool", name: tool, args: undefined }, message);
  }
}

/** Subscriptions, completions and tasks are allowed only where nothing is hidden, denied by action or by default. */
function checkReadable(grant: LiveGrant, subject: Subject, message: Message): void {
  const name = subject.kind === "resource" ? subject.uri : subject.name;
  if (readable(grant.compiled, subject.kind, name)) {
    return;
  }
  const shown = judge(grant.compiled, subject).refusal?.shown;
  const text = `[POLICY DENIED] ${shown?.message ?? "this is not available to this grant"}`;
  const data = { outcome: "deny", ...(shown?.rule === undefined ? {} : { rule: shown.rule }), retryable: false };
  throw new Refusal(200, { code: errorCodes.refusedByPolicy, message: text, data }, message.id);
}
