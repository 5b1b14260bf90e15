/**
 * Last stage: limits are kept or given back by what happened, and the record is completed. It is queued before the
 * agent gets the end of its answer, so that a call made on that answer is counted after it.
 */
import { releasesOf } from "@turnpike/policy";
import type { Ended, Gateway, Reserved } from "../stages.js";

/**
 * Settles a call. Resolves when what goes back has gone back; where nothing does, the record is completed behind the
 * agent's answer. Never rejects: the call has run, and its limits stay taken until they can be given back; the
 * store sees to that as soon as it can write again.
 */
export async function settle(reserved: Reserved, ended: Ended, gateway: Gateway): Promise<void> {
  const { reservation } = reserved;
  if (reservation === undefined) {
    return;
  }
  const { recordId, claims, states } = reservation;
  const latencyMs = Date.now() - reservation.startedAt;
  gateway.metrics.ended(reserved.grant.server.name, ended.happened, latencyMs / 1000);
  const release = releasesOf(claims, states, ended.happened);
  const completion = {
    upstreamStatus: ended.upstreamStatus ?? null,
    latencyMs,
    ...(ended.answered ? {} : { outcome: "error" as const }),
  };
  const settled = gateway.counters.settle({ recordId, release, completion }).catch((thrown: unknown) => {
    gateway.report(`record ${recordId} could not be completed yet: ${String(thrown)}`);
  });
  if (release.length > 0) {
    await settled;
  }
}
