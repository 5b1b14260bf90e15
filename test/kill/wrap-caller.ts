/** Agents behind a wrapper: `turnpike wrap` as a process, spoken to in lines, that can be killed like any other. */
import { startWrap, type Wrapped } from "../../packages/cli/test/support/wrapped.js";
import { type Caller, heardOf } from "./callers.js";
import { argumentsOf } from "./calls.js";

export type WrapProcess = {
  /** The agent behind it, which leaves it running when it closes; rejects once it is dead. */
  readonly connect: () => Promise<Caller>;
  kill(): Promise<void>;
};

/** Starts a wrapper on a data folder, with these arguments, and opens its session. */
export async function startWrapProcess(data: string, args: readonly string[]): Promise<WrapProcess> {
  const wrapped = startWrap(data, args);
  await wrapped.initialize();
  let alive = true;
  return {
    connect: () => (alive ? Promise.resolve(callerOf(wrapped)) : Promise.reject(new Error("the wrapper is dead"))),
    async kill() {
      alive = false;
      wrapped.kill("SIGKILL");
      await wrapped.ended;
    },
  };
}

function callerOf(wrapped: Wrapped): Caller {
  return {
    close: async () => {},
    async call(call) {
      const params = { name: call.name, arguments: argumentsOf(call) };
      wrapped.send({ id: call.name, method: "tools/call", params });
      return heardOf(await wrapped.answer(call.name).catch(() => undefined));
    },
  };
}
