import type { ServerTools, Tool } from "@turnpike/catalogue";
import { describe, expect, it } from "vitest";
import { checkSite } from "./support/check-site.js";
import { copiedTexts, filesOf, readHtml, type Site, siteOf } from "./support/site.js";

const invoice: Tool = {
  name: "create_invoice",
  description: "Creates an invoice for a client",
  inputSchema: {
    type: "object",
    required: ["client", "lines"],
    properties: {
      client: { type: "integer", minimum: 1, description: "Whose it is. Sending it cannot be undone." },
      status: { enum: ["Draft", "Paid", "Cancelled"], default: "Draft" },
      lines: {
        type: "array",
        maxItems: 50,
        items: {
          type: "object",
          required: ["amount", "text"],
          properties: { amount: { type: "number" }, text: { type: "string", maxLength: 80, pattern: "^[^<]*$" } },
        },
      },
    },
  },
  annotations: { readOnlyHint: true, destructiveHint: false },
};
const pay: Tool = {
  name: "pay_invoice",
  description: "Pays an invoice",
  inputSchema: { type: "object", properties: { amount: { type: "number" } } },
};
const billing: ServerTools = {
  name: "billing",
  tools: [
    { name: "get_invoice", description: "Shows an invoice", inputSchema: { type: "object" } },
    invoice,
    pay,
    {
      name: "run_query",
      description: "Runs SQL",
      inputSchema: { type: "object", properties: { sql: { type: "string" } } },
    },
    { name: "list_currencies", description: "Lists currencies", inputSchema: { type: "object" } },
    { name: "delete_client", description: "Deletes a client", inputSchema: { type: "object" } },
  ],
};
const notes: ServerTools = {
  name: "notes",
  tools: [{ name: "get_invoice", description: "Shows the note on an invoice", inputSchema: { type: "object" } }],
};

const both = siteOf([notes, billing]);
const page = (path: string, site: Site = both) => readHtml(site.get(path) ?? "").elements;
const named = (name: string, path: string, site?: Site) => page(path, site).filter((element) => element.name === name);
const twin = (path: string, site: Site = both) => site.get(path) ?? "";

describe("the site", () => {
  it("is whole, for one server, for many, for a server without tools, and for none", () => {
    for (const servers of [[billing], [notes, billing], [{ name: "empty", tools: [] }], []]) checkSite(siteOf(servers));
  });

  it("is the same to the byte for the same scan", () => {
    expect([...siteOf([notes, billing])]).toEqual([...both]);
  });

  it("lists the servers of the scan, the one that lost most points first", () => {
    const links = page("index.html").filter(
      ({ name, attributes }) => name === "a" && attributes.href?.startsWith("servers/"),
    );
    expect(links.map(({ text }) => text)).toEqual(["billing", "notes"]);
  });

  it("lists every tool of every server once, gravest first, and by category and risk", () => {
    const all = [...twin("tools.md").matchAll(/^- \[`(\w+)`\]/gm)].map(([, name]) => name);
    expect(all).toEqual([
      "delete_client",
      "pay_invoice",
      "run_query",
      "create_invoice",
      "get_invoice",
      "get_invoice",
      "list_currencies",
    ]);
    expect(twin("categories/execute.md")).toContain("[`run_query`](../servers/billing/run-query.md) of [billing]");
    expect(twin("risks/critical.md")).toMatch(/delete_client[\s\S]*pay_invoice/);
    expect(twin("categories/index.md")).toMatch(/\| \[Read\]\(read\.md\) \|.*\| 3 \|/);
  });

  it("leads programs to the twins", () => {
    expect(twin("llms.txt")).toContain("[billing](servers/billing/index.md): grade");
  });
});

describe("the page of a server", () => {
  it("shows a sum that comes to its points", () => {
    const rows = [
      ...twin("servers/billing/index.html").matchAll(/<tr><th scope="row">[^<]*<\/th><td>(−? ?\d+)<\/td><\/tr>/g),
    ];
    const numbers = rows.map(([, text = ""]) => Number(text.replace("− ", "-")));
    const points = numbers.pop();
    expect(numbers.length).toBeGreaterThan(3);
    expect(numbers.reduce((sum, each) => sum + each, 0)).toBe(points);
  });

  it("has what the list costs, and what hiding saves", () => {
    expect(twin("servers/billing/index.md")).toMatch(
      /take [\d,]+ tokens of every conversation.*\n?.*Hiding what the recommended policy hides saves \d+ of them/,
    );
  });

  it("puts findings of one code together, each with the tool that it is about", () => {
    const list = siteOf([{ name: "bare", tools: [{ name: "a_b" }, { name: "c_d" }] }]);
    const found = named("div", "servers/bare/index.html", list).filter(
      ({ attributes }) => attributes.class === "finding low",
    );
    expect(found.map(({ text }) => text.match(/a_b|c_d/g))).toContainEqual(["a_b", "c_d"]);
  });

  it("has the policy that denies what it does not name, as text and as files, with its tests", () => {
    const texts = copiedTexts(twin("servers/billing/index.html"));
    const policy = texts.find(({ label }) => label === "policy.json")?.text;
    expect(policy).toBe(twin("servers/billing/policy.json"));
    expect(JSON.parse(policy ?? "")).toMatchObject({ default: "deny", hide: ["delete_client"] });
    expect(texts.find(({ label }) => label === "policy.test.yaml")?.text).toBe(
      twin("servers/billing/policy.test.yaml"),
    );
    expect(twin("servers/billing/policy.yaml")).toContain("# Destructive, critical risk");
  });

  it("says which tools wait for approvals, and has the policy that does without", () => {
    expect(twin("servers/billing/index.md")).toContain(
      "calls which need approval are refused: [`pay_invoice`](pay-invoice.md)",
    );
    expect(twin("servers/billing/policy-without-approvals.yaml")).not.toContain("require_approval");
    expect(both.has("servers/notes/policy-without-approvals.yaml")).toBe(false);
  });
});

describe("the page of a tool", () => {
  const path = "servers/billing/create-invoice.html";
  const md = twin("servers/billing/create-invoice.md");

  it("has all its parts, in order", () => {
    expect(named("h2", path).map(({ attributes }) => attributes.id)).toEqual(
      "what why evidence signals findings control arguments claims related questions".split(" "),
    );
    expect(named("h3", path).flatMap(({ attributes }) => attributes.id ?? [])).toEqual(
      "server-policy steps what-it-does enforce risk-level rate-limit block cap refused try which-server".split(" "),
    );
    expect(named("h1", path)[0]?.text).toBe("create_invoice Medium risk");
  });

  it("says what it does, how grave that is, and what led to it", () => {
    expect(md).toContain("It takes 3 arguments; without `client` and `lines` a call is not valid.");
    expect(md).toContain('The word "create" indicates a Write');
    expect(md).toContain("It names an amount, `sum(args.lines[*].amount)`, without moving it");
  });

  it("shows what in the tool's own words weighs more than its category", () => {
    expect(md).toContain("Its texts say: “Sending it cannot be undone.”");
    expect(md).toContain('`args.status` takes `"Paid"` and `"Cancelled"`');
    const caps = copiedTexts(twin(path)).filter(({ label }) => label === "policy.json with a cap");
    expect(caps).toHaveLength(2);
    expect(caps[1]?.text).toContain('"value": ["Draft"]');
  });

  it("recommends a rule that leaves the rest of the server as it is, and says so beside the policy that does not", () => {
    const [first] = copiedTexts(twin(path));
    expect(JSON.parse(first?.text ?? "")).toMatchObject({
      default: "allow",
      tools: { create_invoice: { limits: [{ max: 30, window: "minute" }] } },
    });
    expect(md).toContain('Here `default: "allow"` leaves the other tools of the server as they are.');
    expect(md).toContain("at most 30 calls a minute for each grant");
    expect(copiedTexts(twin(path)).find(({ label }) => label === "policy.json of the whole server")?.text).toContain(
      '"default": "deny"',
    );
  });

  it("says of a rule that asks for approval that it refuses today, and what can be used instead", () => {
    const financial = twin("servers/billing/pay-invoice.md");
    expect(financial).toContain("a call that needs approval is refused with `[APPROVAL NEEDED]`");
    expect(financial).toContain(
      "at most 5 calls a minute for each grant and 2,000 in `args.amount` a day for each grant",
    );
    const without = siteOf([billing], true).get("servers/billing/pay-invoice.md") ?? "";
    expect(without).not.toContain("APPROVAL NEEDED");
    expect(copiedTexts(siteOf([billing], true).get("servers/billing/pay-invoice.html") ?? "")[0]?.text).not.toContain(
      "approval",
    );
  });

  it("hides what cannot be undone", () => {
    expect(copiedTexts(twin("servers/billing/delete-client.html"))[0]?.text).toContain('"hide": ["delete_client"]');
    expect(twin("servers/billing/delete-client.md")).toContain("is in no list that the agent sees");
  });

  it("lists the arguments with type, whether they are required, description and constraints", () => {
    expect(md).toContain("| `client` | integer | yes | Whose it is. Sending it cannot be undone. | at least `1` |");
    expect(md).toContain(
      '| `status` | string | no | none given | one of `"Draft"`, `"Paid"`, `"Cancelled"`; default `"Draft"` |',
    );
    expect(md).toContain("| `lines` | list of object | yes | none given | elements at most `50` |");
    expect(md).toContain("| `lines[*].text` | string | yes | none given | length at most `80`; pattern `^[^<]*$` |");
  });

  it("holds claims against the verdict", () => {
    expect(md).toContain("| `readOnlyHint` | `true` | contradicted: classified Write |");
    expect(md).toContain("| `destructiveHint` | `false` | agrees with Write |");
    expect(md).toContain(
      "| `openWorldHint` | not given; the protocol then assumes `true` | cannot be told from a list |",
    );
    expect(md).toContain("**high** `annotation_contradicted`");
  });

  it("leads to tools that are about the same, and to other servers that have one of its name", () => {
    const related = md.slice(md.indexOf("## Related"), md.indexOf("## Questions"));
    expect(related).toContain("[`pay_invoice`](pay-invoice.md)");
    expect(related).toContain("[`get_invoice`](get-invoice.md)");
    expect(related).not.toContain("list_currencies");
    expect(twin("servers/billing/get-invoice.md")).toContain(
      "A tool of this name is also on [notes](../notes/index.md)",
    );
  });

  it("gives a name that no policy can have no policy, and says what holds it", () => {
    const site = siteOf([{ name: "s", tools: [{ name: "delete_*", description: "Deletes" }] }]);
    const text = site.get("servers/s/delete.md") ?? "";
    expect(text).toContain("No policy can name this tool");
    expect(copiedTexts(site.get("servers/s/delete.html") ?? "").map(({ label }) => label)).toEqual([
      "policy.json of the whole server",
    ]);
  });

  it("gives two tools of one name the rule of the graver one", () => {
    const twice = {
      name: "s",
      tools: [
        { name: "x", description: "Lists users" },
        { name: "x", description: "Deletes users" },
      ],
    };
    const site = siteOf([twice]);
    for (const file of ["servers/s/x.html", "servers/s/x-2.html"]) {
      expect(copiedTexts(site.get(file) ?? "")[0]?.text).toContain('"hide": ["x"]');
    }
  });

  it("leaves the policy of a very large server to its own page", () => {
    const tools = Array.from({ length: 400 }, (_, at) => ({
      name: `update_record_${at}`,
      description: "Updates a record",
    }));
    const site = siteOf([{ name: "large", tools }]);
    expect(copiedTexts(site.get("servers/large/update-record-7.html") ?? "").map(({ label }) => label)).not.toContain(
      "policy.json of the whole server",
    );
    expect(twin("servers/large/update-record-7.md", site)).toContain("[policy.json](policy.json)");
  });

  it("has a copy button for every text that is to be copied", () => {
    for (const file of filesOf(both, ".html")) {
      const figures = page(file).filter(({ name, attributes }) => name === "figure" && attributes.class === "copied");
      expect(copiedTexts(twin(file))).toHaveLength(figures.length);
    }
  });
});
