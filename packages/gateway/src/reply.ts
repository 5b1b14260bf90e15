/** The agent's side of one exchange: where the answer goes, and the news that the agent has gone. */
import type { ServerResponse } from "node:http";

export type ReplyHeaders = Readonly<Record<string, string>>;

export class Reply {
  readonly #response: ServerResponse;
  readonly #goneListeners: (() => void)[] = [];

  constructor(response: ServerResponse) {
    this.#response = response;
    response.on("close", () => {
      if (!response.writableFinished) {
        for (const listener of this.#goneListeners) {
          listener();
        }
      }
    });
  }

  /** Lets an agent that asked for leave to send its body go on; only after its head and its token were looked at. */
  proceed(): void {
    this.#response.writeContinue();
  }

  /** Called once when the exchange is over, however it ended. */
  onClosed(listener: () => void): void {
    this.#response.on("close", listener);
  }

  get started(): boolean {
    return this.#response.headersSent;
  }

  get gone(): boolean {
    return this.#response.closed || this.#response.destroyed;
  }

  /** Called once when the agent closes the exchange before its answer is complete. */
  onGone(listener: () => void): void {
    this.#goneListeners.push(listener);
    if (this.gone) {
      listener();
    }
  }

  /** A whole answer. */
  send(status: number, headers: ReplyHeaders, body: string | Buffer): void {
    if (this.gone) {
      return;
    }
    const length = typeof body === "string" ? Buffer.byteLength(body) : body.length;
    this.#response.writeHead(status, { "content-length": length, ...headers });
    this.#response.end(body);
  }

  /** The head of an answer whose body follows in pieces. */
  start(status: number, headers: ReplyHeaders): void {
    if (!this.gone) {
      this.#response.writeHead(status, headers);
    }
  }

  /** Sends the head at once, so that the agent sees a stream open before its first event. */
  flush(): void {
    this.#response.flushHeaders();
  }

  /** False when the sender should wait for `onDrain`. */
  write(chunk: Buffer | string): boolean {
    return this.gone || this.#response.write(chunk);
  }

  onDrain(listener: () => void): void {
    this.#response.on("drain", listener);
  }

  end(): void {
    this.#response.end();
  }

  /** Breaks the exchange off, so that the agent cannot take what it has for the whole. */
  break(): void {
    this.#response.destroy();
  }
}
