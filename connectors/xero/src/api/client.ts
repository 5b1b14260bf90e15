/**
 * Calls Xero's Accounting API for one organisation at a time.
 *
 * What failed on the way is tried again, a change too: it carries an idempotency key, under which Xero makes it once
 * however often it arrives. An expired token is renewed in the middle of a call, and the same request sent again.
 */
import { randomUUID } from "node:crypto";
import type { Access } from "../access/access.js";
import { type Clock, machineClock } from "../access/clock.js";
import type { Bounds, Reply, XeroCall } from "./call.js";
import { openGate } from "./gate.js";
import { persist } from "./persist.js";
import { openTurns, type Turns } from "./turns.js";

/** Xero; `call` rejects with a `XeroProblem` or an `AccessProblem`. */
export type Xero = {
  readonly access: Access;
  /** Until when what begins now may take, however many calls it makes. */
  deadline(): number;
  call(call: XeroCall): Promise<Reply>;
  /** One change of a document at a time. */
  readonly alone: Turns;
};

const defaults: Bounds = {
  callMs: 52_000,
  attemptMs: 25_000,
  retryDelaysMs: [300, 1500],
  maxWaitMs: 20_000,
  maxAnswerBytes: 16 * 1024 * 1024,
};

/** Xero behind `access`. */
export function connectXero(access: Access, bounds: Partial<Bounds> = {}, clock: Clock = machineClock): Xero {
  const limits = { ...defaults, ...bounds };
  const gate = openGate(clock, limits.maxWaitMs);
  return {
    access,
    alone: openTurns(),
    deadline: () => clock.now() + limits.callMs,
    async call(call) {
      const tenant = await access.tenant(call.tenant, call.signal);
      const made = call.kind === "change" && call.idempotencyKey === undefined ? randomUUID() : undefined;
      const answer = await persist({ access, gate, clock, limits, call, tenant, made });
      return { tenant, idempotencyKey: made, ...answer };
    },
  };
}
