/** The agent's side of one exchange over HTTP. */
import type { ServerResponse } from "node:http";
import type { Reply, ReplyHeaders } from "./reply.js";

export class HttpReply implements Reply {
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

  proceed(): void {
    this.#response.writeContinue();
  }

  onClosed(listener: () => void): void {
    this.#response.on("close", listener);
  }

  get started(): boolean {
    return this.#response.headersSent;
  }

  get gone(): boolean {
    return this.#response.closed || this.#response.destroyed;
  }

  onGone(listener: () => void): void {
    this.#goneListeners.push(listener);
    if (this.gone) {
      listener();
    }
  }

  send(status: number, headers: ReplyHeaders, body: string | Buffer): void {
    if (this.gone) {
      return;
    }
    const length = typeof body === "string" ? Buffer.byteLength(body) : body.length;
    this.#response.writeHead(status, { "content-length": length, ...headers });
    this.#response.end(body);
  }

  start(status: number, headers: ReplyHeaders): void {
    if (!this.gone) {
      this.#response.writeHead(status, headers);
    }
  }

  flush(): void {
    this.#response.flushHeaders();
  }

  write(chunk: Buffer | string): boolean {
    return this.gone || this.#response.write(chunk);
  }

  onDrain(listener: () => void): void {
    this.#response.on("drain", listener);
  }

  end(): void {
    this.#response.end();
  }

  break(): void {
    this.#response.destroy();
  }
}
