/** One request, in its turn at the gate of its organisation. */
import { type Answered, ExchangeFailure } from "@turnpike/connector-kit";
import type { Access, Tenant } from "../access/access.js";
import type { Clock } from "../access/clock.js";
import type { Bounds, Reply, XeroCall } from "./call.js";
import { type Carriage, carry } from "./carry.js";
import type { Gate } from "./gate.js";
import { XeroProblem } from "./problem.js";
import { remaining } from "./rate.js";
import { read } from "./reply.js";

/** A call with all that is needed to make it. */
export type Errand = {
  readonly access: Access;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly limits: Bounds;
  readonly call: XeroCall;
  readonly tenant: Tenant;
  /** The idempotency key of a change whose caller gave none. */
  readonly made: string | undefined;
};

/** What Xero gave. */
export type Answer = { readonly kind: "answer" } & Pick<Reply, "body" | "remaining">;

/** An answer, or that there is none yet. */
export type Outcome = Answer | { readonly kind: "limited" | "unauthorised" };

/** Asks once, with the last of the tokens; rejects with a `XeroProblem`. */
export async function attempt(errand: Errand, tokens: readonly string[]): Promise<Outcome> {
  const { gate, call, tenant } = errand;
  const leave = await gate.enter(tenant.id, { deadline: call.deadline, signal: call.signal });
  try {
    const answered = await deliver(errand, carriageOf(errand, tokens));
    const left = remaining(answered.headers);
    gate.heard(tenant.id, left);
    const reading = read(answered);
    if (reading.kind === "body") return { kind: "answer", body: reading.body, remaining: left };
    if (reading.kind === "limited") gate.refused(tenant.id, reading.exhausted);
    return { kind: reading.kind };
  } finally {
    leave();
  }
}

function carriageOf({ access, clock, limits, call }: Errand, tokens: readonly string[]): Carriage {
  const timeout = clock.timeout(Math.max(1, Math.min(limits.attemptMs, call.deadline - clock.now())));
  // A change that was sent is seen to its end: to stop listening would not stop Xero.
  const signal = call.kind === "read" && call.signal !== undefined ? AbortSignal.any([timeout, call.signal]) : timeout;
  return { apiUrl: access.apiUrl, tokens, signal, maxAnswerBytes: limits.maxAnswerBytes };
}

async function deliver({ call, tenant, made = "" }: Errand, carriage: Carriage): Promise<Answered> {
  try {
    return await carry(
      (api) =>
        call.kind === "read" ? call.ask(api, tenant.id) : call.ask(api, tenant.id, call.idempotencyKey ?? made),
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
