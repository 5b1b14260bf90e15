/** The limit that the invoicing clerk's policy is for: whatever the way to it, the books hold thirty invoices a minute. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Agent, type AgentKind, agentKinds } from "../../support/agents.js";
import { halfAMinuteLeft } from "../../support/minute.js";
import { type Joined, joinUp, ways } from "../support/joined.js";
import type { Company } from "./company.js";
import { whmcs } from "./whmcs.js";

const policy = readFileSync(
  new URL("../../../connectors/whmcs/policies/invoicing-clerk.yaml", import.meta.url),
  "utf8",
);
const limit = 30;
type Written = { readonly invoiceid: number };

describe.each(ways)("%s", (way) => {
  let joined: Joined<Company>;
  let userid: number;
  const agents = new Map<AgentKind, Agent>();
  beforeAll(async () => {
    joined = await joinUp(whmcs, way, policy);
    userid = await joined.company.client();
    for (const kind of agentKinds) agents.set(kind, await joined.connect(kind));
  });
  afterAll(async () => {
    await Promise.all([...agents.values()].map((agent) => agent.close()));
    await joined?.close();
  });

  it.each(agentKinds)("%s: the 31st invoice in a minute is refused, and is not in the books", async (kind) => {
    const invoice = { userid, notes: kind, itemdescription: ["Hosting"], itemamount: [9.5], itemtaxed: [false] };
    const create = async () => agents.get(kind)?.callTool("whmcs_create_invoice", invoice);
    await halfAMinuteLeft();
    const written = await Promise.all(Array.from({ length: limit }, create));
    expect(written.map((answer) => answer?.isError)).toEqual(Array(limit).fill(false));
    expect(await create()).toMatchObject({
      isError: true,
      text: "[POLICY DENIED] 30 invoices a minute are the limit; wait for the next minute",
      meta: { "dev.turnpike/decision": { outcome: "deny", rule: "/tools/whmcs_create_invoice/limits/0" } },
    });
    const rows = (await joined.company.rows("invoices")).filter(({ notes }) => notes === kind);
    expect(rows.map(({ total }) => total)).toEqual(Array(limit).fill(950));
    const ids = written.map((answer) => answer?.structuredContent).map((content) => (content as Written).invoiceid);
    expect(new Set(ids)).toEqual(new Set(rows.map(({ id }) => id)));
  });
});
