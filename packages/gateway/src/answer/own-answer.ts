/**
 * The answer to the agent's own request, on whichever stream it comes: as a body, as an event of the request's own
 * stream, or on a stream that the agent opened after the first one broke off. It is treated and settled once.
 */
import { newStream } from "../event-ids.js";
import type { Session, Unanswered } from "../sessions.js";
import type { Ended, Gateway, Reserved } from "../stages.js";
import { begunTask } from "../tasks.js";
import { endedBy } from "./ended.js";
import { noteAgreement } from "./session.js";
import { type Sniffed, sniffText } from "./sniff.js";
import { treat } from "./treat.js";

/** Settles the call, the first time that it is called; resolves when what is given back has been given back. */
export type Settle = (ended: Ended) => Promise<void>;

export class OwnAnswer implements Unanswered {
  readonly method: string;
  readonly #reserved: Reserved;
  readonly #gateway: Gateway;
  readonly #settle: Settle;
  /** The session that this answer opens. */
  readonly #opens: Session | undefined;
  /** The stream that its request opened. */
  readonly stream = newStream();
  #timer: NodeJS.Timeout | undefined;

  constructor(reserved: Reserved, gateway: Gateway, settle: Settle, opens: Session | undefined) {
    this.method = reserved.message.method;
    this.#reserved = reserved;
    this.#gateway = gateway;
    this.#settle = settle;
    this.#opens = opens;
  }

  /** The text to send instead, or undefined when it goes as it came; rejects with an UpstreamFailure. */
  async answer(text: string): Promise<string | undefined> {
    const instead = treat(this.#reserved, text, this.#gateway);
    if (this.#opens !== undefined) {
      noteAgreement(this.#opens, text);
    }
    const sniffed = sniffText(text);
    remember(this.#reserved, sniffed, () => text, this.#gateway);
    await this.end(endedBy(sniffed, 200));
    return instead;
  }

  /** Gives up the answer when it has not come after so many milliseconds. */
  abandonAfter(ms: number, then: () => void): void {
    this.#timer = setTimeout(() => {
      then();
      this.abandon();
    }, ms).unref();
  }

  abandon(): void {
    void this.end({ happened: "uncertain", upstreamStatus: 200, answered: false });
  }

  async end(ended: Ended): Promise<void> {
    clearTimeout(this.#timer);
    await this.#settle(ended);
  }
}

/** Keeps what the answer to a call begins: a further round, or a task, which belong to this grant. */
export function remember(reserved: Reserved, sniffed: Sniffed, text: () => string, gateway: Gateway): void {
  const { grant, message } = reserved;
  if (sniffed.kind === "input_required") {
    gateway.rounds.offer(grant.grant.id, message, text(), Date.now());
  } else if (sniffed.kind === "task" && message.subject?.kind === "tool") {
    const task = begunTask(text());
    if (task !== undefined) {
      gateway.tasks.bind(grant, message.subject.name, task, Date.now());
    }
  }
}
