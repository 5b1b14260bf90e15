/** Refusals worded for the agent: transport and protocol refusals as errors, a policy's refusal as POLICY section 5 says. */
import type { Decision } from "@turnpike/policy";
import { isStoreFault } from "@turnpike/store";
import { errorCodes, Refusal, refusalBody, refuse, storeUnavailable } from "../refusal.js";
import { RefusedByPolicy } from "../refused-by-policy.js";
import type { Reply } from "../reply.js";
import type { Gateway } from "../stages.js";

const JSON_TYPE = { "content-type": "application/json" } as const;

export function answerRefusal(reply: Reply, refusal: Refusal): void {
  reply.send(refusal.status, { ...JSON_TYPE, ...refusal.headers }, refusalBody(refusal));
}

/** A tool call is refused by a result that the model can read; a read or a prompt by an error with the same text. */
function answerRefusedCall(reply: Reply, { judged, decision, requestId }: RefusedByPolicy): void {
  const { id, generation, subject } = judged.message;
  const text = refusalText(decision);
  const data = decisionForPrograms(decision, requestId);
  if (subject?.kind !== "tool") {
    answerRefusal(reply, new Refusal(200, { code: errorCodes.refusedByPolicy, message: text, data }, id));
    return;
  }
  const result = {
    content: [{ type: "text", text }],
    isError: true,
    ...(generation === "newer" ? { resultType: "complete" } : {}),
    _meta: { "dev.turnpike/decision": data },
  };
  reply.send(200, JSON_TYPE, JSON.stringify({ jsonrpc: "2.0", id, result }));
}

function refusalOfFault(thrown: unknown, gateway: Gateway): Refusal {
  if (isStoreFault(thrown)) {
    gateway.report(`a message was refused: ${thrown.message}`);
    return storeUnavailable();
  }
  gateway.report(`internal error: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
  return refuse(500, errorCodes.internalError, "the gateway failed here");
}

function refusalText(decision: Decision): string {
  const prefix = decision.outcome === "needs_approval" ? "[APPROVAL NEEDED]" : "[POLICY DENIED]";
  return `${prefix} ${decision.shown.message}`;
}

function decisionForPrograms(decision: Decision, requestId: string): Record<string, unknown> {
  return {
    outcome: decision.outcome,
    ...(decision.shown.rule === undefined ? {} : { rule: decision.shown.rule }),
    ...(decision.exhausted ?? {}),
    retryable: decision.retryable,
    request_id: requestId,
  };
}

/** Answers whatever a stage threw: a refusal as its words say, a defect as an internal error that tells nothing. */
export function answerThrown(reply: Reply, thrown: unknown, gateway: Gateway): void {
  if (thrown instanceof RefusedByPolicy) {
    answerRefusedCall(reply, thrown);
    return;
  }
  const refusal = thrown instanceof Refusal ? thrown : refusalOfFault(thrown, gateway);
  gateway.metrics.refused(refusal.status);
  if (reply.started) {
    reply.break();
  } else {
    answerRefusal(reply, refusal);
  }
}
