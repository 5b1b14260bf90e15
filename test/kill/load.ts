/** Load on a gateway: agents that call until they are stopped, and connect again when something breaks. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../../packages/gateway/test/support/random.js";
import { type CallerKind, connectCaller } from "./callers.js";
import type { Call, Sent } from "./calls.js";

export type LoadOptions = {
  readonly kind: CallerKind;
  /** Where to connect now; asked before each connection. */
  readonly target: () => { readonly url: string; readonly token: string };
  readonly nextCall: () => Call;
  /** Where calls are noted before they are sent. */
  readonly sent: Map<string, Sent>;
  /** How many calls one connection has under way together. */
  readonly together: number;
  /** Ends a connection after so many calls of each of those. */
  readonly callsPerConnection: number;
  readonly pauseMs: () => number;
};

export type Load = { stop(): Promise<void> };

const BEFORE_ANOTHER_TRY_MS = 20;

/** Starts one agent. */
function startLoad(options: LoadOptions): Load {
  const stopping = new AbortController();
  const running = agent(options, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function agent(options: LoadOptions, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    const caller = await connectCaller(options.kind, options.target()).catch(() => undefined);
    if (caller === undefined) {
      await sleep(BEFORE_ANOTHER_TRY_MS);
      continue;
    }
    const lane = async () => {
      for (let made = 0; made < options.callsPerConnection && !stopped.aborted; made += 1) {
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

/** Agents of all these kinds at once, in turn at these targets. */
export function startLoads(
  kinds: readonly CallerKind[],
  targets: readonly LoadOptions["target"][],
  random: Random,
  rest: Omit<LoadOptions, "kind" | "target" | "callsPerConnection">,
): Load {
  const loads = kinds.map((kind, index) => {
    const target = targets[index % targets.length];
    if (target === undefined) throw new Error("an agent needs a target");
    return startLoad({ ...rest, kind, target, callsPerConnection: 10 + random.below(90) });
  });
  return {
    async stop() {
      await Promise.all(loads.map((load) => load.stop()));
    },
  };
}
