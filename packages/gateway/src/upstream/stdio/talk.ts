/**
 * What every use of a child has in common: its requests under way, which fail when it ends, and lines that mean nothing,
 * which are dropped and told. Whose a line is, is for the owner to say.
 */
import { decodeUtf8 } from "@turnpike/json";
import { UpstreamFailure } from "../../incoming.js";
import type { RequestId } from "../../refusal.js";
import type { GatewaySettings } from "../../settings.js";
import type { Deadlines } from "../deadlines.js";
import type { Outgoing } from "../port.js";
import type { Backoff } from "./backoff.js";
import { Child } from "./child.js";
import type { Complaints } from "./complaints.js";
import type { Keeper } from "./keeper.js";
import type { StartOrder } from "./keeper-words.js";
import { type How, LineExchange } from "./line-exchange.js";
import { type LineParts, readLine } from "./line-parts.js";

/** What a server that is a command is run by, the same for all its children. */
export type Command = {
  readonly server: string;
  readonly start: Omit<StartOrder, "what" | "child">;
  readonly settings: Pick<
    GatewaySettings,
    "answerLimitBytes" | "bodyLimitBytes" | "responseTimeoutMs" | "idleTimeoutMs" | "callTimeoutMs"
  >;
  readonly keeper: Keeper;
  readonly deadlines: Deadlines;
  readonly complaints: Complaints;
};

export type Message = NonNullable<Outgoing["message"]>;

/** A request that the child has been asked, and when, or the word that nobody wants its answer, which need not come then. */
export type Asked = { readonly exchange: LineExchange; readonly message: Message; readonly at: number | "unwanted" };

export type TalkOwner = {
  heard(parts: LineParts, line: Buffer, text: string): void;
  /** What was given up is forgotten, and the child may be told. */
  gaveUp(key: RequestId): void;
  /** The child takes nothing new; called once. */
  gone(): void;
  /** The child has ended; called once, before what is under way fails. */
  ended(): void;
};

/** Bodies that may wait for a child that does not read, in bodies of the largest size. */
const BODIES_WAITING = 4;

export class Talk {
  readonly asked = new Map<RequestId, Asked>();
  readonly #command: Command;
  readonly #backoff: Backoff;
  readonly #owner: TalkOwner;
  readonly #child: Child;
  /** Exchanges that the child waits for. */
  readonly #holding = new Set<LineExchange>();
  #heardAt = performance.now();
  #answered = false;
  #gone = false;
  #asksToEnd = false;

  constructor(command: Command, backoff: Backoff, owner: TalkOwner) {
    this.#command = command;
    this.#backoff = backoff;
    this.#owner = owner;
    const { keeper, start, settings, complaints } = command;
    this.#child = new Child({
      keeper,
      command: start,
      lineLimitBytes: settings.answerLimitBytes,
      inputLimitBytes: BODIES_WAITING * settings.bodyLimitBytes,
      complaints,
      heard: (line) => this.#heard(line),
      ended: (how, started) => this.#ended(how, started),
    });
  }

  /** It has answered something, so it knows the protocol. */
  get answered(): boolean {
    return this.#answered;
  }

  /** Asks the child; its exchange fails when the child reads too little to take the line. */
  ask(key: RequestId, message: Message, line: Buffer, how: How): LineExchange {
    const exchange = this.#exchange(how, (why) => this.#gaveUp(key, why));
    this.asked.set(key, { exchange, message, at: performance.now() });
    const taken = this.#child.write(line, () => {
      exchange.sent = true;
    });
    if (!taken) {
      this.asked.delete(key);
      exchange.fail(this.#unreached(503, "does not read what it is sent", "its input is full"));
    }
    return exchange;
  }

  /** A stream of what the child says unasked. */
  listen(left: () => void): LineExchange {
    const exchange = this.#exchange({ stream: true, quiet: true }, left);
    exchange.begin();
    return exchange;
  }

  /** Writes what has no answer; false when the child reads too little to take it. */
  say(line: Buffer): boolean {
    return this.#child.write(line, () => undefined);
  }

  /** The child waits until what it wrote for this exchange has been taken. */
  waitFor(exchange: LineExchange): void {
    this.#holding.add(exchange);
    this.#child.pause();
  }

  drop(what: string): void {
    this.#command.complaints.tell(`${what} was dropped`);
  }

  /** Takes nothing new; asks the child to end when nothing is under way any more. */
  endWhenDone(): void {
    this.#leave();
    this.#asksToEnd = true;
    this.#endIfDone();
  }

  /** Asks the child to end. */
  end(): void {
    this.#leave();
    this.#asksToEnd = true;
    this.#child.end();
  }

  /** The child has been told that nobody wants the answer: that none comes is no sign that it hangs. */
  unwanted(key: RequestId): void {
    const asked = this.asked.get(key);
    if (asked !== undefined) {
      this.asked.set(key, { ...asked, at: "unwanted" });
    }
  }

  /** A request is over: answered, or given up. */
  forget(key: RequestId): void {
    this.asked.delete(key);
    this.#endIfDone();
  }

  #exchange(how: How, gaveUp: (why: "cancelled" | "timeout") => void): LineExchange {
    const { server, deadlines, settings } = this.#command;
    const flowing = () => {
      this.#holding.delete(exchange);
      if (this.#holding.size === 0) {
        this.#child.resume();
      }
    };
    const exchange: LineExchange = new LineExchange({ server, deadlines, limits: settings, gaveUp, flowing }, how);
    return exchange;
  }

  #endIfDone(): void {
    if (this.#asksToEnd && this.asked.size === 0) {
      this.#child.end();
    }
  }

  #leave(): void {
    if (!this.#gone) {
      this.#gone = true;
      this.#owner.gone();
    }
  }

  #heard(line: Buffer): void {
    this.#heardAt = performance.now();
    const text = decodeUtf8(line);
    const parts = text === undefined ? undefined : readLine(text);
    if (text === undefined || parts === undefined) {
      this.drop("a line on standard output that is no message, or could be read in two ways,");
      return;
    }
    if (parts.kind === "response" && !this.#answered) {
      this.#answered = true;
      this.#backoff.succeeded();
    }
    this.#owner.heard(parts, line, text);
  }

  /** A child that has not said a word since it was asked is taken for one that hangs. */
  #gaveUp(key: RequestId, why: "cancelled" | "timeout"): void {
    const { at } = this.asked.get(key) ?? {};
    this.#owner.gaveUp(key);
    if (why === "timeout" && typeof at === "number" && this.#heardAt < at) {
      this.#leave();
      this.#child.end("it did not say anything any more");
    }
  }

  #ended(how: string, started: boolean): void {
    const { server, complaints } = this.#command;
    if (!this.#asksToEnd) {
      complaints.tell(`its process ended: ${how}`);
      if (!this.#answered) {
        this.#backoff.failed(Date.now());
      }
    }
    this.#leave();
    this.#owner.ended();
    for (const { exchange } of this.asked.values()) {
      const said = started ? "ended before it got the message" : "cannot be started";
      const broke = `the process of the server \`${server}\` ended before it answered`;
      exchange.fail(exchange.sent ? new UpstreamFailure("broken", 502, broke, how) : this.#unreached(502, said, how));
    }
    this.asked.clear();
  }

  #unreached(status: 502 | 503, said: string, detail: string): UpstreamFailure {
    return new UpstreamFailure("unreached", status, `the server \`${this.#command.server}\` ${said}`, detail);
  }
}
