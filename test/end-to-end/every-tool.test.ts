/** Every tool of the WHMCS server, called as agents call it, with what it says and does held against the books. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Agent, agentKinds } from "../support/agents.js";
import { whmcsToolNames } from "../support/whmcs-tools.js";
import { allSteps } from "./support/all-steps.js";
import { type Company, companyIn } from "./support/company.js";
import { type Joined, joinUp, ways } from "./support/joined.js";
import type { Fields } from "./support/step.js";

const open = JSON.stringify({ version: "1", default: "allow" });

describe.each(ways)("%s", (way) => {
  describe.each(agentKinds)("%s", (kind) => {
    let joined: Joined;
    let agent: Agent;
    let company: Company;
    beforeAll(async () => {
      joined = await joinUp(way, open);
      agent = await joined.connect(kind);
      company = companyIn(joined.billing);
    });
    afterAll(async () => {
      await agent?.close();
      await joined?.close();
    });

    it.each(allSteps)("$tool does in the books what it says", async (step) => {
      const args = await step.args(company);
      const { isError, text, structuredContent } = await agent.callTool(step.tool, args);
      expect(isError, text).toBe(false);
      await step.check(company, { args, answer: structuredContent as Fields });
    });

    it("shows these tools and no others, and has a record of each call", async () => {
      const tried = allSteps.map(({ tool }) => tool).sort();
      expect([...(await agent.listTools())].sort()).toEqual(tried);
      expect(tried).toEqual([...whmcsToolNames].sort());
      const records = await joined.log();
      const allowed = records.filter(({ outcome }) => outcome === "allow").map(({ name }) => name);
      expect(allowed.sort()).toEqual(tried);
    });
  });
});
