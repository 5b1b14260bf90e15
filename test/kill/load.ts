/** Load on a gateway: agents that call until they are stopped, and connect again when something breaks. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Caller } from "./callers.js";
import type { Call, Sent } from "./calls.js";

/** Connects an agent to where it calls now; rejects where nobody answers. */
export type Connect = () => Promise<Caller>;

export type LoadOptions = {
  readonly nextCall: () => Call;
  /** Where calls are noted before they are sent. */
  readonly sent: Map<string, Sent>;
  /** How many calls one connection has under way together. */
  readonly together: number;
  /** After how many calls of each of those a connection is replaced. */
  readonly callsPerConnection: () => number;
  readonly pauseMs: () => number;
};

export type Load = { stop(): Promise<void> };

const BEFORE_ANOTHER_TRY_MS = 20;

/** Starts an agent for each of these. */
export function startLoad(connects: readonly Connect[], options: LoadOptions): Load {
  const stopping = new AbortController();
  const running = connects.map((connect) => agent(connect, options, stopping.signal));
  return {
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

async function agent(connect: Connect, options: LoadOptions, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    const caller = await connect().catch(() => undefined);
    if (caller === undefined) {
      await sleep(BEFORE_ANOTHER_TRY_MS);
      continue;
    }
    const calls = options.callsPerConnection();
    const lane = async () => {
      for (let made = 0; made < calls && !stopped.aborted; made += 1) {
        const sent: Sent = { ...options.nextCall(), heard: "nothing" };
        options.sent.set(sent.name, sent);
        sent.heard = await caller.call(sent);
        await sleep(options.pauseMs());
      }
    };
    await Promise.all(Array.from({ length: options.together }, lane));
    await caller.close();
  }
}
