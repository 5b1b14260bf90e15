/** Calls of tools without a server around them, as the server makes them. */

import type { Clock } from "../../src/access/clock.js";
import { answered, failed } from "../../src/answer.js";
import type { Bounds } from "../../src/api/call.js";
import { connectXero, type Xero } from "../../src/api/client.js";
import type { Tool } from "../../src/tool.js";
import { tools } from "../../src/tools/all.js";
import { type FakeAccess, fakeAccess } from "./fake-access.js";

/** Time that passes at once when it is waited for. */
export function fakeClock(): Clock & { readonly waited: number[] } {
  const waited: number[] = [];
  let passed = 0;
  return {
    waited,
    now: () => 1_800_000_000_000 + passed,
    wait: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      waited.push(milliseconds);
      passed += milliseconds;
    },
    timeout: AbortSignal.timeout,
  };
}

/** What the model reads. */
export type Said = {
  readonly isError: boolean;
  readonly text: string;
  readonly fields: Readonly<Record<string, unknown>>;
};

/** A caller of tools at one API. */
export type Caller = {
  readonly access: FakeAccess;
  readonly clock: ReturnType<typeof fakeClock>;
  readonly xero: Xero;
  call(name: string, args?: object, signal?: AbortSignal): Promise<Said>;
};

/** Makes one; waiting takes no time. */
export function callerAt(url: string, bounds: Partial<Bounds> = {}, access = fakeAccess(url)): Caller {
  const clock = fakeClock();
  const xero = connectXero(access, bounds, clock);
  return {
    access,
    clock,
    xero,
    async call(name, args = {}, signal) {
      const tool = named(name);
      const given = await tool.input["~standard"].validate(args);
      if (given.issues !== undefined) {
        return { isError: true, text: given.issues.map(({ message }) => message).join("\n"), fields: {} };
      }
      const result = await tool.run(given.value, { xero, signal, deadline: xero.deadline() }).then(
        (outcome) => answered(tool, outcome),
        (error) => failed(tool, error),
      );
      const text = result.content.map((block) => (block.type === "text" ? block.text : "")).join("\n");
      const fields = (result.structuredContent ?? {}) as Said["fields"];
      return { isError: result.isError === true, text, fields };
    },
  };
}

/** The tool of this name. */
export function named(name: string): Tool {
  const tool = tools.find((each) => each.name === name);
  if (tool === undefined) throw new Error(`there is no tool ${name}`);
  return tool;
}
