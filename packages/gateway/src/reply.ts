/** The agent's side of one exchange: where the answer goes, and the news that the agent has gone. */

export type ReplyHeaders = Readonly<Record<string, string>>;

export interface Reply {
  /** Lets an agent that asked for leave to send its body go on; only after its head and its token were looked at. */
  proceed(): void;
  /** The head of the answer is out. */
  readonly started: boolean;
  readonly gone: boolean;
  /** Called once when the agent closes the exchange before its answer is complete. */
  onGone(listener: () => void): void;
  /** Called once when the exchange is over, however it ended. */
  onClosed(listener: () => void): void;
  /** A whole answer. */
  send(status: number, headers: ReplyHeaders, body: string | Buffer): void;
  /** The head of an answer whose body follows in pieces. */
  start(status: number, headers: ReplyHeaders): void;
  /** Sends the head at once, so that the agent sees a stream open before its first event. */
  flush(): void;
  /** False when the sender should wait for `onDrain`. */
  write(chunk: Buffer | string): boolean;
  onDrain(listener: () => void): void;
  end(): void;
  /** Breaks the exchange off, so that the agent cannot take what it has for the whole. */
  break(): void;
}
