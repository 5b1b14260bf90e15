/**
 * Calls Xero's Accounting API for one organisation at a time.
 *
 * What failed on the way is tried again, a change too: it carries an idempotency key, under which Xero makes it once
 * however often it arrives. An expired token is renewed in the middle of a call, and the same request sent again.
 */
import { randomUUID } from "node:crypto";
import { type Answered, ExchangeFailure } from "@turnpike/connector-kit";
import type { AccountingApi } from "xero-node";
import type { Access, Tenant } from "../access/access.js";
import { type Clock, machineClock } from "../access/clock.js";
import { AccessProblem } from "../access/problem.js";
import { type Carriage, carry } from "./carry.js";
import { type Gate, openGate } from "./gate.js";
import { XeroProblem } from "./problem.js";
import { type Remaining, remaining } from "./rate.js";
import { type Body, type Reading, read } from "./reply.js";

/** One call. A signal ends the waiting; a change that was sent is seen to the end of that attempt. */
export type XeroCall = {
  /** Until when to try, on the clock's time. */
  readonly deadline: number;
  /** Name or id of the organisation; left out, the one that the sign-in or the configuration means. */
  readonly tenant?: string | undefined;
  readonly signal?: AbortSignal | undefined;
} & (
  | { readonly kind: "read"; readonly ask: (api: AccountingApi, tenantId: string) => Promise<unknown> }
  | {
      readonly kind: "change";
      /** Made up when left out. */
      readonly idempotencyKey?: string | undefined;
      readonly ask: (api: AccountingApi, tenantId: string, idempotencyKey: string) => Promise<unknown>;
    }
);

/** What Xero gave, of which organisation, and what it allows from here on. */
export type Reply = { readonly tenant: Tenant; readonly body: Body; readonly remaining: Remaining };

/** Xero; `call` rejects with a `XeroProblem` or an `AccessProblem`. */
export type Xero = {
  readonly access: Access;
  /** Until when what begins now may take, however many calls it makes. */
  deadline(): number;
  call(call: XeroCall): Promise<Reply>;
};

/** How long and how much; the defaults are for real use, where clients wait a minute. */
export type Bounds = {
  readonly callMs: number;
  readonly attemptMs: number;
  readonly retryDelaysMs: readonly number[];
  /** How long to wait for a limit to lift before the caller is told to come again. */
  readonly maxWaitMs: number;
  readonly maxAnswerBytes: number;
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
    deadline: () => clock.now() + limits.callMs,
    async call(call) {
      const tenant = await access.tenant(call.tenant, call.signal);
      const key = call.kind === "change" ? (call.idempotencyKey ?? randomUUID()) : undefined;
      return { tenant, ...(await persist({ access, gate, clock, limits, call, tenant, key })) };
    },
  };
}

type Errand = {
  readonly access: Access;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly limits: Bounds;
  readonly call: XeroCall;
  readonly tenant: Tenant;
  /** The idempotency key of a change. */
  readonly key: string | undefined;
};

type Answer = Omit<Reply, "tenant">;

// After an attempt whose end is not known, a later one that was turned away leaves the change as uncertain as before.
async function persist(errand: Errand): Promise<Answer> {
  let uncertain = false;
  const failed = (error: unknown): boolean => {
    uncertain ||= error instanceof XeroProblem && error.effect === "unknown";
    return error instanceof XeroProblem && error.transient;
  };
  try {
    return await attempts(errand, failed);
  } catch (error) {
    const known = error instanceof XeroProblem ? error.effect !== "none" && error.effect !== "unknown" : false;
    if (errand.key === undefined || !uncertain || known) throw error;
    if (!(error instanceof XeroProblem || error instanceof AccessProblem)) throw error;
    const made = errand.call.kind === "change" && errand.call.idempotencyKey === undefined ? errand.key : undefined;
    throw new XeroProblem(error.message, "unknown", { idempotencyKey: made });
  }
}

const maxLimited = 2;

async function attempts(errand: Errand, failed: (error: unknown) => boolean): Promise<Answer> {
  const { access, gate, clock, limits, call, tenant } = errand;
  const delaysMs = [...limits.retryDelaysMs];
  const tokens = [await access.token(call.signal)];
  let renewed = false;
  for (let limited = 0; ; ) {
    try {
      const { reading, headers } = await attempt(errand, tokens);
      if (reading.kind === "body") return { body: reading.body, remaining: remaining(headers) };
      if (reading.kind === "limited") {
        limited += 1;
        gate.refused(tenant.id, reading.exhausted);
        if (limited > maxLimited)
          throw new XeroProblem("Xero refuses further calls for now: call again in a minute", "none");
      } else {
        if (renewed) throw new XeroProblem("Xero does not accept the sign-in: call `authenticate`", "none");
        tokens.push(await access.renewed(tokens.at(-1) ?? "", call.signal));
        renewed = true;
      }
    } catch (error) {
      const again = failed(error) && call.signal?.aborted !== true;
      const delayMs = delaysMs.shift();
      if (!again || delayMs === undefined || clock.now() + delayMs >= call.deadline) throw error;
      await clock.wait(delayMs);
    }
  }
}

/** One request, in its turn. */
async function attempt(errand: Errand, tokens: readonly string[]): Promise<{ reading: Reading; headers: Headers }> {
  const { access, gate, clock, limits, call, tenant } = errand;
  const { deadline } = call;
  const leave = await gate.enter(tenant.id, { deadline, signal: call.signal });
  try {
    const timeout = clock.timeout(Math.max(1, Math.min(limits.attemptMs, deadline - clock.now())));
    // A change that was sent is seen to its end: to stop listening would not stop Xero.
    const ends = call.kind === "read" && call.signal !== undefined ? AbortSignal.any([timeout, call.signal]) : timeout;
    const { apiUrl } = access;
    const answered = await deliver(errand, { apiUrl, tokens, signal: ends, maxAnswerBytes: limits.maxAnswerBytes });
    gate.heard(tenant.id, remaining(answered.headers));
    return { reading: read(answered), headers: answered.headers };
  } finally {
    leave();
  }
}

async function deliver({ call, tenant, key = "" }: Errand, carriage: Carriage): Promise<Answered> {
  try {
    return await carry(
      (api) => (call.kind === "read" ? call.ask(api, tenant.id) : call.ask(api, tenant.id, key)),
      carriage,
    );
  } catch (error) {
    throw error instanceof ExchangeFailure ? networkProblem(error, carriage) : error;
  }
}

function networkProblem({ kind, code }: ExchangeFailure, { apiUrl, maxAnswerBytes }: Carriage): XeroProblem {
  switch (kind) {
    case "timeout":
      return new XeroProblem("Xero did not answer in time", "unknown", { transient: true });
    case "cancelled":
      return new XeroProblem("the call was cancelled", "unknown");
    case "too_large":
      return new XeroProblem(`Xero answered more than ${maxAnswerBytes} bytes: ask for less, with pageSize`, "unknown");
    case "untrusted":
      return new XeroProblem(`the TLS certificate of ${apiUrl} is not trusted (${code})`, "none");
    case "never_sent":
      return new XeroProblem(`Xero cannot be reached at ${apiUrl} (${code})`, "none", { transient: true });
    case "broken":
      return new XeroProblem(`the connection to Xero at ${apiUrl} broke (${code})`, "unknown", { transient: true });
  }
}
