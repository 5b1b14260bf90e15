/**
 * The answer to the agent's own request, on whichever stream it comes: as a body, as an event of the request's own
 * stream, or on a stream that the agent opened after the first one broke off. It is treated and settled once.
 */
import { listed } from "@turnpike/policy";
import { UpstreamFailure } from "../incoming.js";
import type { Rounds } from "../rounds.js";
import type { Session, Unanswered } from "../sessions.js";
import type { Ended, Reserved } from "../stages.js";
import { endedBy } from "./ended.js";
import { filterList } from "./lists.js";
import { noteProtocolVersion } from "./session.js";
import { sniffText } from "./sniff.js";

/** Settles the call; resolves when what is given back has been given back. */
export type Settle = (ended: Ended) => Promise<void>;

export class OwnAnswer implements Unanswered {
  readonly method: string;
  readonly #reserved: Reserved;
  readonly #rounds: Rounds;
  readonly #settle: Settle;
  /** The session that this answer opens. */
  readonly #opens: Session | undefined;
  #settled = false;

  constructor(reserved: Reserved, rounds: Rounds, settle: Settle, opens: Session | undefined) {
    this.method = reserved.message.method;
    this.#reserved = reserved;
    this.#rounds = rounds;
    this.#settle = settle;
    this.#opens = opens;
  }

  get settled(): boolean {
    return this.#settled;
  }

  /** The text to send instead, or undefined when it goes as it came; rejects with an UpstreamFailure. */
  async answer(text: string): Promise<string | undefined> {
    const instead = treat(this.#reserved, text);
    if (this.#opens !== undefined) {
      noteProtocolVersion(this.#opens, text);
    }
    const sniffed = sniffText(text);
    if (sniffed.kind === "input_required") {
      this.#rounds.offer(this.#reserved.grant.grant.id, this.#reserved.message, text, Date.now());
    }
    await this.end(endedBy(sniffed, 200));
    return instead;
  }

  abandon(): void {
    void this.end({ happened: "uncertain", upstreamStatus: 200, answered: false });
  }

  async end(ended: Ended): Promise<void> {
    if (!this.#settled) {
      this.#settled = true;
      await this.#settle(ended);
    }
  }
}

/** A list loses what this grant may not see; throws an UpstreamFailure when it cannot be read without doubt. */
export function treat(reserved: Reserved, text: string): string | undefined {
  const { message } = reserved;
  return message.entry.kind === "list" ? filtered(text, message.method, reserved) : undefined;
}

/** Filters whatever list a message of the server holds. */
export function filtered(
  text: string,
  method: string | undefined,
  { grant }: Pick<Reserved, "grant">,
): string | undefined {
  const result = filterList(text, method, (kind, name) => listed(grant.compiled, kind, name));
  if (!result.ok) {
    throw new UpstreamFailure(
      "broken",
      502,
      `the list from the server \`${grant.server.name}\` cannot be read without doubt: ${result.message}`,
      "list not readable",
    );
  }
  return result.text === text ? undefined : result.text;
}
