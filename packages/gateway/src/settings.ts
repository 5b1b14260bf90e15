/** What a gateway can be told. Durations are milliseconds, sizes bytes. */
export type GatewaySettings = {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The address that agents use when a proxy stands before the gateway; its host is accepted as Host and Origin. */
  readonly publicUrl: string | undefined;
  /** Host names accepted beside the loopback names and the public address, without ports. */
  readonly allowedHosts: readonly string[];
  /** The largest body an agent may send. */
  readonly bodyLimitBytes: number;
  /** The largest answer that has to be held in memory to be filtered: a list, or one event of a stream. */
  readonly answerLimitBytes: number;
  /** How long an agent may take to send a whole message. */
  readonly receiveTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** From the request to the first byte of the upstream's answer. */
  readonly responseTimeoutMs: number;
  /** Between two chunks of the upstream's answer. */
  readonly idleTimeoutMs: number;
  /** One call, whatever its progress. */
  readonly callTimeoutMs: number;
  /** How long a stop waits for calls in flight. */
  readonly stopTimeoutMs: number;
  readonly sessionsPerGrant: number;
  /** Requests of one grant that may be under way at once. */
  readonly callsPerGrant: number;
  /** Streams of one grant that may be open at once: a listening GET, or `subscriptions/listen`. */
  readonly streamsPerGrant: number;
  readonly sessionIdleMs: number;
  /** Processes of one server that is a command, all sessions together. */
  readonly childrenPerServer: number;
};

export const defaultSettings: GatewaySettings = {
  host: "127.0.0.1",
  port: 7300,
  publicUrl: undefined,
  allowedHosts: [],
  bodyLimitBytes: 4 * 1024 * 1024,
  answerLimitBytes: 32 * 1024 * 1024,
  receiveTimeoutMs: 30_000,
  connectTimeoutMs: 5_000,
  responseTimeoutMs: 300_000,
  idleTimeoutMs: 300_000,
  callTimeoutMs: 900_000,
  stopTimeoutMs: 30_000,
  sessionsPerGrant: 100,
  callsPerGrant: 256,
  streamsPerGrant: 200,
  sessionIdleMs: 30 * 60_000,
  childrenPerServer: 32,
};
