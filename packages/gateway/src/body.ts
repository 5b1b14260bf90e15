/**
 * The agent's message body, whole: nothing is judged, let alone forwarded, before its last byte is here. What is held in
 * memory meanwhile is bounded, for each grant and for all of them together.
 */
import type { Readable } from "node:stream";
import { errorCodes, type Refusal, refuse, tooLarge } from "./refusal.js";

/** In bodies of the largest size. */
const FOR_A_GRANT = 16;
const FOR_ALL = 64;

export class BodyBudget {
  readonly limitBytes: number;
  readonly #byGrant = new Map<string, number>();
  #all = 0;

  /** `limitBytes` is the size of the largest body. */
  constructor(limitBytes: number) {
    this.limitBytes = limitBytes;
  }

  take(grantId: string, bytes: number): boolean {
    const own = (this.#byGrant.get(grantId) ?? 0) + bytes;
    if (own > FOR_A_GRANT * this.limitBytes || this.#all + bytes > FOR_ALL * this.limitBytes) {
      return false;
    }
    this.#byGrant.set(grantId, own);
    this.#all += bytes;
    return true;
  }

  giveBack(grantId: string, bytes: number): void {
    const left = (this.#byGrant.get(grantId) ?? 0) - bytes;
    this.#all -= bytes;
    if (left > 0) {
      this.#byGrant.set(grantId, left);
    } else {
      this.#byGrant.delete(grantId);
    }
  }
}

/** A body, and how many bytes of the budget it holds until its exchange is over. */
export type Collected = { readonly body: Promise<Buffer>; heldBytes(): number };

/** Collects the body; it rejects with a Refusal when it is over the limit, over the budget, or breaks off. */
export function collectBody(request: Readable | Buffer, grantId: string, budget: BodyBudget): Collected {
  if (Buffer.isBuffer(request)) {
    return collectWhole(request, grantId, budget);
  }
  let held = 0;
  const body = new Promise<Buffer>((resolve, reject) => {
    let first: Buffer | undefined;
    let more: Buffer[] | undefined;
    const stop = (refusal: Refusal) => {
      request.removeAllListeners("data");
      request.pause();
      reject(refusal);
    };
    request.on("data", (chunk: Buffer) => {
      if (held + chunk.length > budget.limitBytes) {
        stop(tooLarge(budget.limitBytes));
        return;
      }
      if (!budget.take(grantId, chunk.length)) {
        stop(tooMuchAtOnce());
        return;
      }
      held += chunk.length;
      if (first === undefined) {
        first = chunk;
      } else {
        more ??= [first];
        more.push(chunk);
      }
    });
    request.on("end", () => resolve(more === undefined ? (first ?? Buffer.alloc(0)) : Buffer.concat(more)));
    request.on("error", () => reject(refuse(400, errorCodes.invalidRequest, "the body broke off")));
  });
  return { body, heldBytes: () => held };
}

/** A body that is there already counts like any other. */
function collectWhole(body: Buffer, grantId: string, budget: BodyBudget): Collected {
  if (body.length > budget.limitBytes) {
    return { body: Promise.reject(tooLarge(budget.limitBytes)), heldBytes: () => 0 };
  }
  if (!budget.take(grantId, body.length)) {
    return { body: Promise.reject(tooMuchAtOnce()), heldBytes: () => 0 };
  }
  return { body: Promise.resolve(body), heldBytes: () => body.length };
}

function tooMuchAtOnce(): Refusal {
  const message = "too much is being sent at once: wait until messages under way are answered";
  return refuse(503, errorCodes.unavailable, message, { "retry-after": "1", connection: "close" });
}
