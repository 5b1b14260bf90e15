/**
 * The answer to a line: what an HTTP reply would carry, a body or a stream of events, becomes single messages. What is
 * done with each is the exchange's business.
 */
import { EventStreamReader, type Pushed } from "../answer/event-stream.js";
import type { Reply, ReplyHeaders } from "../reply.js";

/** What a reply is taken apart into. */
export type Exchange = {
  head(status: number, headers: ReplyHeaders): void;
  /** One message of the server; false when the sender should wait. */
  message(text: string): boolean;
  /** Nothing more will come. */
  closed(how: HowClosed): void;
};

export type HowClosed = "ended" | "broken" | "too_long" | "cancelled";

/** Calls back whenever there is room for more, until the returned function is called. */
export type WaitForRoom = (listener: () => void) => () => void;

export class LineReply implements Reply {
  readonly #exchange: Exchange;
  readonly #limitBytes: number;
  readonly #waitForRoom: WaitForRoom;
  readonly #goneListeners: (() => void)[] = [];
  readonly #closedListeners: (() => void)[] = [];
  #events: EventStreamReader | undefined;
  #body: Buffer[] | undefined;
  #bodyBytes = 0;
  #started = false;
  #closed = false;
  #gone = false;
  /** Where the stream can be gone on with, and how long to wait before. */
  #lastEventId: string | undefined;
  #retryMs: number | undefined;

  /** `limitBytes` is the size of the largest message. */
  constructor(exchange: Exchange, limitBytes: number, waitForRoom: WaitForRoom) {
    this.#exchange = exchange;
    this.#limitBytes = limitBytes;
    this.#waitForRoom = waitForRoom;
  }

  get lastEventId(): string | undefined {
    return this.#lastEventId;
  }

  get retryMs(): number | undefined {
    return this.#retryMs;
  }

  /** The agent wants no answer any more. */
  cancel(): void {
    if (this.#closed) {
      return;
    }
    this.#gone = true;
    for (const listener of this.#goneListeners) {
      listener();
    }
    this.#close("cancelled");
  }

  /** A line is whole when it is looked at. */
  proceed(): void {}

  get started(): boolean {
    return this.#started;
  }

  get gone(): boolean {
    return this.#gone;
  }

  onGone(listener: () => void): void {
    this.#goneListeners.push(listener);
    if (this.#gone) {
      listener();
    }
  }

  onClosed(listener: () => void): void {
    if (this.#closed) {
      listener();
    } else {
      this.#closedListeners.push(listener);
    }
  }

  send(status: number, headers: ReplyHeaders, body: string | Buffer): void {
    if (this.#closed) {
      return;
    }
    this.#started = true;
    this.#exchange.head(status, headers);
    if (body.length > 0) {
      this.#exchange.message(body.toString());
    }
    this.#close("ended");
  }

  start(status: number, headers: ReplyHeaders): void {
    if (this.#closed) {
      return;
    }
    this.#started = true;
    this.#exchange.head(status, headers);
    if (headers["content-type"]?.startsWith("text/event-stream")) {
      this.#events = new EventStreamReader(this.#limitBytes);
    } else {
      this.#body = [];
    }
  }

  /** A stream shows itself by its messages. */
  flush(): void {}

  write(chunk: Buffer | string): boolean {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    if (this.#closed) {
      return true;
    }
    if (this.#events !== undefined) {
      return this.#take(this.#events.push(bytes));
    }
    this.#bodyBytes += bytes.length;
    if (this.#bodyBytes > this.#limitBytes) {
      this.#close("too_long");
    } else {
      this.#body?.push(bytes);
    }
    return true;
  }

  onDrain(listener: () => void): void {
    this.onClosed(this.#waitForRoom(listener));
  }

  end(): void {
    if (this.#closed) {
      return;
    }
    if (this.#events !== undefined) {
      this.#take(this.#events.end());
    } else if (this.#body !== undefined && this.#bodyBytes > 0) {
      this.#exchange.message(Buffer.concat(this.#body).toString());
    }
    this.#close("ended");
  }

  break(): void {
    this.#close("broken");
  }

  #take(read: Pushed): boolean {
    if (!read.ok) {
      this.break();
      return true;
    }
    let room = true;
    for (const event of read.events) {
      this.#lastEventId = event.id ?? this.#lastEventId;
      const retry = /^retry: ?(\d{1,9})\r?$/m.exec(
        event.data === undefined || event.data === "" ? String(event.bytes) : "",
      );
      this.#retryMs = retry === null ? this.#retryMs : Number(retry[1]);
      if (event.data !== undefined && event.data !== "") {
        room = this.#exchange.message(event.data);
      }
    }
    return room;
  }

  #close(how: HowClosed): void {
    if (this.#closed) {
      return;
    }
    this.#closed = true;
    this.#body = undefined;
    this.#exchange.closed(how);
    for (const listener of this.#closedListeners) {
      listener();
    }
  }
}
