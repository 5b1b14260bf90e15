/**
 * Fifth stage: every limit of the call and its record, in one transaction of the store, or nothing. What the policy
 * refuses is recorded here too; what it would refuse in `observe` mode goes on.
 */
import { randomUUID } from "node:crypto";
import { conclude, counterKey, countingOf, type Decision } from "@turnpike/policy";
import { isStoreFault, type NewRecord } from "@turnpike/store";
import { storeUnavailable } from "../refusal.js";
import { RefusedByPolicy } from "../refused-by-policy.js";
import type { Gateway, Judged, Reserved } from "../stages.js";

/** Reserves a call; other messages pass. Throws RefusedByPolicy, or a Refusal when the store does not answer. */
export async function reserve(judged: Judged, gateway: Gateway): Promise<Reserved> {
  if (judged.judgement === undefined) {
    return { reservation: undefined, ...judged };
  }
  // A further round of an exchange is decided anew, on limits that its first round has taken.
  const judgement = gateway.rounds.take(judged.grant.grant.id, judged.message, Date.now())
    ? { ...judged.judgement, claims: [] }
    : judged.judgement;
  const requestId = randomUUID();
  const startedAt = Date.now();
  const owners = ownersOf(judged);
  const claims = judgement.claims.map((claim) => ({ key: counterKey(claim, owners), claim }));
  let decision: Decision | undefined;
  const record = (counted: Parameters<typeof conclude>[1]): NewRecord => {
    decision = conclude(judgement, counted);
    return newRecord(judged, decision, requestId);
  };
  const { recordId, counted } = await gateway.counters
    .reserve({ how: countingOf(judgement) ?? "look", claims, record })
    .catch((thrown: unknown) => {
      gateway.report(`a call was not run: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
      throw isStoreFault(thrown) ? storeUnavailable().to(judged.message.id) : thrown;
    });
  if (decision === undefined) {
    throw storeUnavailable().to(judged.message.id);
  }
  gateway.metrics.decided(judged.grant.server.name, decision.outcome);
  if (decision.outcome === "deny" || decision.outcome === "needs_approval") {
    throw new RefusedByPolicy(judged, decision, requestId);
  }
  return { reservation: { requestId, recordId, decision, claims, states: counted.states, startedAt }, ...judged };
}

function ownersOf({ grant, session }: Judged) {
  return {
    organisation: grant.organisation,
    server: grant.server.id,
    policy: grant.policy?.id ?? "",
    grant: grant.grant.id,
    session: session?.id,
  };
}

function newRecord(judged: Judged, decision: Decision, requestId: string): NewRecord {
  const { grant, session, message } = judged;
  const refused = decision.outcome === "deny" || decision.outcome === "needs_approval";
  return {
    requestId,
    permit: grant,
    session: session?.id ?? null,
    method: message.method,
    name: message.name ?? "",
    argumentKeys: message.argumentKeys,
    outcome: decision.outcome,
    rule: decision.rule,
    message: decision.message,
    ...(refused ? { completion: { upstreamStatus: null, latencyMs: 0 } } : {}),
  };
}
