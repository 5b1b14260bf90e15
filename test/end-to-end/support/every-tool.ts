/** Every tool of a connector, called as agents call it, with what it says and does held against the books. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Agent, agentKinds } from "../../support/agents.js";
import type { Business } from "./business.js";
import { type Joined, joinUp, ways } from "./joined.js";
import type { Fields, Step } from "./step.js";

const open = JSON.stringify({ version: "1", default: "allow" });

/** Declares the tests: one for each step in every way and kind of agent. There must be a step for each of the tools. */
export function testEveryTool<Company>(
  business: Business<Company>,
  steps: readonly Step<Company>[],
  toolNames: readonly string[],
): void {
  describe.each(ways)("%s", (way) => {
    describe.each(agentKinds)("%s", (kind) => {
      let joined: Joined<Company>;
      let agent: Agent;
      beforeAll(async () => {
        joined = await joinUp(business, way, open);
        agent = await joined.connect(kind);
      });
      afterAll(async () => {
        await agent?.close();
        await joined?.close();
      });

      it.each(steps)("$tool does in the books what it says", async (step) => {
        const { company } = joined;
        const args = await step.args(company);
        const { isError, text, structuredContent } = await agent.callTool(step.tool, args);
        expect(isError, text).toBe(false);
        await step.check(company, { args, answer: structuredContent as Fields });
      });

      it("shows these tools and no others, and has a record of each call", async () => {
        const tried = steps.map(({ tool }) => tool).sort();
        expect([...(await agent.listTools())].sort()).toEqual(tried);
        expect(tried).toEqual([...toolNames].sort());
        const records = await joined.log();
        const allowed = records.filter(({ outcome }) => outcome === "allow").map(({ name }) => name);
        expect(allowed.sort()).toEqual(tried);
      });
    });
  });
}
