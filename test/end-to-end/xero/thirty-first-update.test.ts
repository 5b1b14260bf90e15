/** The policy that is recommended for `update_invoice`: thirty a minute, and nothing else. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Agent, type AgentKind, agentKinds } from "../../support/agents.js";
import { halfAMinuteLeft } from "../../support/minute.js";
import { type Joined, joinUp, ways } from "../support/joined.js";
import type { Ledger } from "./ledger.js";
import { xero } from "./xero.js";

const policy = readFileSync(new URL("../../../cases/seeds/update_invoice.policy.json", import.meta.url), "utf8");
const limit = 30;

describe.each(ways)("%s", (way) => {
  let joined: Joined<Ledger>;
  const agents = new Map<AgentKind, Agent>();
  beforeAll(async () => {
    joined = await joinUp(xero, way, policy);
    for (const kind of agentKinds) agents.set(kind, await joined.connect(kind));
  });
  afterAll(async () => {
    await Promise.all([...agents.values()].map((agent) => agent.close()));
    await joined?.close();
  });

  it.each(agentKinds)("%s: the 31st update in a minute is refused, and is not in the books", async (kind) => {
    const { company } = joined;
    const made = await Promise.all(Array.from({ length: limit + 1 }, () => company.invoice()));
    const [last = "", ...ids] = made.map(({ invoiceId }) => invoiceId);
    const update = async (invoiceID: string) =>
      agents.get(kind)?.callTool("update_invoice", { invoiceID, invoices: { Invoices: [{ Reference: "as agreed" }] } });
    await halfAMinuteLeft();
    const updated = await Promise.all(ids.map(update));
    expect(updated.map((answer) => answer?.isError)).toEqual(Array(limit).fill(false));
    expect(await update(last)).toMatchObject({
      isError: true,
      text: expect.stringMatching(
        /^\[POLICY DENIED\] the limit of 30 calls a minute on `update_invoice_rate` is used up/,
      ),
      meta: { "dev.turnpike/decision": { outcome: "deny", rule: "/tools/update_invoice/limits/0" } },
    });
    const rows = (await company.rows("invoices")).filter(({ id }) => made.some(({ invoiceId }) => invoiceId === id));
    const agreed = rows.filter(({ reference }) => reference === "as agreed").map(({ id }) => id);
    expect(new Set(agreed)).toEqual(new Set(ids));
  });

  it.each(agentKinds)("%s: every other tool is neither shown nor run", async (kind) => {
    const agent = agents.get(kind);
    expect(await agent?.listTools()).toEqual(["update_invoice"]);
    const name = `Nobody ${kind} ${way}`;
    for (const [tool, args] of [
      ["create_contacts", { Contacts: [{ Name: name }] }],
      ["list_invoices", {}],
      ["authenticate", {}],
    ] as const) {
      const answer = await agent?.callTool(tool, args);
      expect(answer).toMatchObject({ isError: true, text: expect.stringMatching(/^\[POLICY DENIED\] /) });
    }
    expect((await joined.company.rows("contacts")).filter((row) => row.name === name)).toEqual([]);
  });
});
