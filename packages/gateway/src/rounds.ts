/**
 * Exchanges of 2026-07-28 in which a server answers a call with `input_required` and the agent calls again with what
 * was asked for. Every round is decided anew; the limits are taken once, by the first round, as long as the agent
 * answers a round that this grant was really offered, once, with the same name and the same arguments.
 *
 * Kept in memory: after a restart a round under way is counted again, which errs on the side of the limit.
 */
import { hash } from "node:crypto";
import { isJsonObject, type JsonValue, readJson, UncarriedNumber } from "@turnpike/json";
import type { Message } from "./read/message.js";

const KEPT_MS = 60 * 60_000;
const MOST = 10_000;

export class Rounds {
  /** What was offered, until when; the oldest first. */
  readonly #offered = new Map<string, number>();

  /** Notes what the answer to this call asks for. */
  offer(grantId: string, message: Message, answer: string, now: number): void {
    const read = readJson(answer);
    const result = read.ok && isJsonObject(read.value) ? read.value.result : undefined;
    if (!isJsonObject(result)) {
      return;
    }
    const state = roundOf(result.requestState, result.inputRequests);
    if (state === undefined) {
      return;
    }
    for (const [key, until] of this.#offered) {
      if (until > now && this.#offered.size < MOST) {
        break;
      }
      this.#offered.delete(key);
    }
    this.#offered.set(keyOf(grantId, message, state), now + KEPT_MS);
  }

  /** Whether this call answers a round that was offered; each is answered once. */
  take(grantId: string, message: Message, now: number): boolean {
    if (message.round === undefined) {
      return false;
    }
    const key = keyOf(grantId, message, message.round);
    const until = this.#offered.get(key);
    this.#offered.delete(key);
    return until !== undefined && until > now;
  }
}

/** What tells a round from others: the server's opaque state, or without one the names of what is asked. */
export function roundOf(state: JsonValue | undefined, inputs: JsonValue | undefined): string | undefined {
  if (typeof state === "string") {
    return `state ${state}`;
  }
  return isJsonObject(inputs) ? `inputs ${JSON.stringify(Object.keys(inputs).sort())}` : undefined;
}

function keyOf(grantId: string, { method, name, subject }: Message, round: string): string {
  const args = subject !== undefined && "args" in subject ? subject.args : undefined;
  return hash("sha256", JSON.stringify([grantId, method, name, canonical(args ?? {}), round]), "base64url");
}

/** The same text for equal JSON values. */
function canonical(value: JsonValue): string {
  if (value instanceof UncarriedNumber) {
    return value.text;
  }
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(",")}]`;
  }
  if (isJsonObject(value)) {
    const members = Object.keys(value).sort();
    return `{${members.map((key) => `${JSON.stringify(key)}:${canonical(value[key] as JsonValue)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}
