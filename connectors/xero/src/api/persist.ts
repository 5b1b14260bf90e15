/**
 * Tries a call until Xero has answered it, or until trying makes no sense any more.
 *
 * Three things are no end of the matter: a failure on the way, an expired token, and a limit that lifts soon. After an
 * attempt whose end is not known, one that is then turned away leaves the change as uncertain as before.
 */
import { AccessProblem } from "../access/problem.js";
import { type Answer, attempt, type Errand } from "./attempt.js";
import { XeroProblem } from "./problem.js";

const maxLimited = 2;

/** The answer of Xero; rejects with a `XeroProblem` or an `AccessProblem`. */
export async function persist(errand: Errand): Promise<Answer> {
  let uncertain = false;
  const note = (error: unknown): void => {
    uncertain ||= error instanceof XeroProblem && error.effect === "unknown";
  };
  try {
    return await insist(errand, note);
  } catch (error) {
    throw uncertain && errand.call.kind === "change" ? inDoubt(error, errand.made) : error;
  }
}

function inDoubt(error: unknown, idempotencyKey: string | undefined): unknown {
  if (error instanceof XeroProblem && error.effect === "refused") return error;
  if (!(error instanceof XeroProblem || error instanceof AccessProblem)) return error;
  return new XeroProblem(error.message, "unknown", { idempotencyKey });
}

async function insist(errand: Errand, note: (error: unknown) => void): Promise<Answer> {
  const { access, call, limits } = errand;
  const delaysMs = [...limits.retryDelaysMs];
  const tokens = [await access.token(call.signal)];
  for (let limited = 0; ; ) {
    const outcome = await attempt(errand, tokens).catch(async (error: unknown) => {
      note(error);
      await pause(errand, error, delaysMs.shift());
    });
    switch (outcome?.kind) {
      case "answer":
        return outcome;
      case "limited":
        limited += 1;
        if (limited > maxLimited) throw new XeroProblem("Xero refuses further calls: call again in a minute", "none");
        break;
      case "unauthorised":
        await renew(errand, tokens);
        break;
      case undefined:
    }
  }
}

/** Waits before the next attempt; throws the error where there is to be none. */
async function pause({ call, clock }: Errand, error: unknown, delayMs: number | undefined): Promise<void> {
  const again = error instanceof XeroProblem && error.transient && call.signal?.aborted !== true;
  if (!again || delayMs === undefined || clock.now() + delayMs >= call.deadline) throw error;
  await clock.wait(delayMs, call.signal).catch(() => {
    throw error;
  });
}

async function renew({ access, call }: Errand, tokens: string[]): Promise<void> {
  const [refused = "", ...others] = tokens;
  if (others.length > 0) throw new XeroProblem("Xero does not accept the sign-in: call `authenticate`", "none");
  tokens.push(await access.renewed(refused, call.signal));
}
