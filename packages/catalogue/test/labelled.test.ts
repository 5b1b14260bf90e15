import { describe, expect, it } from "vitest";
import { type Category, classifyServer } from "../src/index.js";
import { classificationPage, isRight, judged } from "./support/classification-page.js";
import { labelledServers } from "./support/labelled.js";

describe("the labelled tools", () => {
  const servers = labelledServers();

  it("are at least 1500, of 60 servers in 15 fields, 500 of them unseen", () => {
    const count = (some: typeof servers) => some.reduce((sum, { tools }) => sum + tools.length, 0);
    expect(count(servers)).toBeGreaterThanOrEqual(1500);
    expect(servers.length).toBeGreaterThanOrEqual(60);
    expect(new Set(servers.map(({ field }) => field)).size).toBeGreaterThanOrEqual(15);
    expect(count(servers.filter(({ unseen }) => unseen))).toBeGreaterThanOrEqual(500);
  });

  it("are each named once on their server", () => {
    for (const { name, tools } of servers) {
      expect(new Set(tools.map((tool) => tool.name)).size, name).toBe(tools.length);
    }
  });
});

describe.each([
  ["seen", false],
  ["unseen", true],
])("on %s servers the classifier", (_, unseen) => {
  const all = judged(unseen);

  it("is right on 95 of 100 tools", () => {
    expect(all.filter(isRight).length / all.length).toBeGreaterThanOrEqual(0.95);
  });

  it("calls nothing Read that removes something or moves money", () => {
    const grave = all.filter(
      ({ label, said }) => said.category === "Read" && (label === "Destructive" || label === "Financial"),
    );
    expect(grave.map(({ said }) => said.name)).toEqual([]);
  });

  it("quotes the tool's own words as evidence", () => {
    for (const { said } of all) expect(said.evidence).toContain(`"${said.name}"`);
  });
});

describe("the marked examples", () => {
  it.each<[string, Category]>([
    ["list_invoices", "Read"],
    ["create_invoice", "Write"],
    ["update_invoice", "Write"],
    ["add_payment", "Financial"],
    ["accept_quote", "Financial"],
    ["apply_credit", "Write"],
    ["register_domain", "Financial"],
    ["renew_domain", "Financial"],
    ["transfer_domain", "Execute"],
    ["send_email", "Write"],
    ["cancel_order", "Destructive"],
    ["fraud_order", "Destructive"],
    ["module_unsuspend", "Execute"],
    ["module_change_password", "Execute"],
    ["log_activity", "Write"],
    ["create_bank_transactions", "Write"],
  ])("%s is %s, in any style of name, with and without a description", (name, category) => {
    const words = name.split("_");
    const camel = words.map((word, at) => (at === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join("");
    for (const style of [name, `whmcs_${name}`, camel, words.join("-"), `whmcs.${camel}`]) {
      const [said] = classifyServer({ name: "whmcs", tools: [{ name: style }] });
      expect(said?.category, style).toBe(category);
    }
  });

  it.each<[string, string, Category]>([
    ["get_document", "获取文档，不会删除任何数据", "Read"],
    ["get_contacts", "Liefert Kontakte; gelöschte werden nicht angezeigt", "Read"],
    ["delete_user", "Obtiene un usuario", "Destructive"],
    ["handle_request", "退款给客户", "Financial"],
    ["rechnung_loeschen", "Löscht eine Rechnung", "Destructive"],
  ])("%s is not misled by %j, and is led by it where the name says nothing: %s", (name, description, category) => {
    expect(classifyServer({ name: "x", tools: [{ name, description }] })[0]?.category).toBe(category);
  });

  it.each<[string, string, Category]>([
    ["apply_credit", "Pays an unpaid invoice from the credit that its client already has; no new money moves", "Write"],
    ["send_email", "Sends an email to a client at once. This cannot be undone", "Write"],
    ["module_unsuspend", "Ends the suspension of a client's service, so that it is delivered again", "Execute"],
    ["add_client", "Creates a client account and a user who can log in to it", "Write"],
    ["activate_affiliate", "Makes a client an affiliate, who earns commission, and credits them the bonus", "Write"],
  ])("%s keeps its category when it is described as %j", (name, description, category) => {
    expect(
      classifyServer({ name: "whmcs", tools: [{ name, description }, { name: "module_create" }] })[0]?.category,
    ).toBe(category);
  });

  it("one category for one list, whenever it is asked", () => {
    const [server] = labelledServers();
    if (server === undefined) throw new Error("no server");
    expect(classifyServer(server)).toEqual(classifyServer(structuredClone({ name: server.name, tools: server.tools })));
  });
});

it("docs/classification.md says what the tables and the labelled tools say", async () => {
  await expect(classificationPage()).toMatchFileSnapshot("../../../docs/classification.md");
});
