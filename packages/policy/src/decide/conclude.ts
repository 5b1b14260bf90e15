/** The decision: what the policy says, beside what the counters said. */

import type { Counted, How, LimitUse } from "../count/admit.js";
import type { Claim } from "../count/claim.js";
import { eachWindow } from "../count/windows.js";
import type { ApprovalNeed, Judgement, RefusalReason, Shown } from "./judgement.js";

export type Outcome = "allow" | "deny" | "needs_approval" | "would_deny" | "would_need_approval";

/** `rule` and `message` are for the log and the author, `shown` is for the agent. */
export type Decision = {
  readonly outcome: Outcome;
  /** Empty when nothing refuses. */
  readonly rule: string;
  readonly message: string;
  readonly shown: Shown;
  /** One for each claim, after the call. */
  readonly limits: readonly LimitUse[];
  /** The limit that refuses. */
  readonly exhausted?: LimitUse;
  readonly reason?: RefusalReason | "exhausted";
  readonly approval?: ApprovalNeed;
  /** Whether the same call may be accepted later without anyone changing anything. */
  readonly retryable: boolean;
};

/** How the counters are asked for this judgement; undefined when they need not be. */
export function countingOf(judgement: Judgement): How | undefined {
  if (judgement.claims.length === 0) return undefined;
  if (judgement.mode === "observe") return "force";
  return judgement.refusal === undefined && judgement.approval === undefined ? "reserve" : "look";
}

/** Puts both together: the first refusal in order is the one reported. */
export function conclude(judgement: Judgement, counted: Counted): Decision {
  const { claims, refusal, approval } = judgement;
  const { refused } = counted;
  const claim = refused === undefined ? undefined : claims[refused];
  const observe = judgement.mode === "observe";
  const deny = observe ? "would_deny" : "deny";
  if (claim !== undefined && refused !== undefined && refused < (refusal?.claimsBefore ?? claims.length)) {
    return exhausted(deny, claim, counted.limits[refused] as LimitUse, counted);
  }
  if (refusal !== undefined) {
    const { rule, message, shown, reason } = refusal;
    return { outcome: deny, rule, message, shown, limits: counted.limits, reason, retryable: false };
  }
  if (approval !== undefined)
    return asked(observe ? "would_need_approval" : "needs_approval", approval, counted.limits);
  return new Allowed(counted);
}

/** Its limits are shown to whoever asks, which on the path of a call is nobody. */
class Allowed implements Decision {
  readonly outcome = "allow";
  readonly rule = "";
  readonly message = "";
  readonly shown = NOTHING;
  readonly retryable = false;
  readonly #counted: Counted;

  constructor(counted: Counted) {
    this.#counted = counted;
  }

  get limits(): readonly LimitUse[] {
    return this.#counted.limits;
  }
}

const NOTHING: Shown = { message: "" };

function exhausted(outcome: Outcome, claim: Claim, use: LimitUse, counted: Counted): Decision {
  const { rule } = claim;
  const never = counted.never === true;
  const message = claim.onDeny ?? (never ? neverMessage(claim, use) : exhaustedMessage(claim, use, counted.at));
  const { limits } = counted;
  return {
    outcome,
    rule,
    message,
    shown: { rule, message },
    limits,
    exhausted: use,
    reason: "exhausted",
    retryable: !never,
  };
}

function asked(outcome: Outcome, approval: ApprovalNeed, limits: readonly LimitUse[]): Decision {
  const { rule, message } = approval;
  const shown = { rule, message: `${message} (approvals are not available yet, so the call was not run)` };
  return { outcome, rule, message, shown, limits, approval, retryable: false };
}

function exhaustedMessage(claim: Claim, use: LimitUse, at: number): string {
  const left = untilText(Date.parse(use.resets_at) - at);
  const room = Number(use.used) < Number(use.max) ? "has no room for this call" : "is used up";
  return `the limit of ${limitText(claim, use)} ${room}; resets at ${use.resets_at}, ${left}`;
}

function neverMessage(claim: Claim, use: LimitUse): string {
  const accepted = claim.kind === "amount" && claim.max > 0n ? "; a smaller amount is accepted" : "";
  return `this call alone is above the limit of ${limitText(claim, use)}${accepted}`;
}

function limitText({ kind, amount, name }: Claim, { max, window }: LimitUse): string {
  const unit = Number(max) === 1 ? " call" : " calls";
  const calls = kind === "count" && amount === 1_000_000n ? unit : "";
  const span = typeof window === "number" ? `in ${window} s` : eachWindow(window);
  return `${max}${calls} ${span}${name === null ? "" : ` on \`${name}\``}`;
}

const STEPS = [
  { unit: "s", ms: 1000, below: 120 },
  { unit: "min", ms: 60_000, below: 120 },
  { unit: "h", ms: 3_600_000, below: 48 },
  { unit: "d", ms: 86_400_000, below: Number.POSITIVE_INFINITY },
] as const;

/** The time that is left, rounded up, in the unit that reads best. */
function untilText(ms: number): string {
  const step = STEPS.find((candidate) => Math.ceil(ms / candidate.ms) < candidate.below) ?? STEPS[0];
  return `in ${Math.max(0, Math.ceil(ms / step.ms))} ${step.unit}`;
}
