import type { ServerTools } from "@turnpike/catalogue";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSite } from "./support/check-site.js";
import { filesOf, readHtml, siteOf } from "./support/site.js";

const tricks = [
  "</script><script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "'><svg onload=alert(1)>",
  "<!-- ",
  "]]>",
  "&lt;b&gt; &#x3c;",
  "[click](javascript:alert(1))",
  "![x](https://evil.example/x.png)",
  "javascript:alert(1)",
  "https://evil.example/ and www.evil.example",
  "<https://evil.example>",
  "```\n# heading\n```",
  "`` ` ``",
  "| a | b |\n| --- | --- |",
  "~~~\n<b>",
  "- item",
  "+ item",
  "1. item",
  "> quote",
  "# heading",
  "===",
  "---",
  "    indented",
  "[ref]: https://evil.example",
  "a\\",
  "$x$ *a* _b_ **c** ~~d~~",
  "\u202egnp.exe",
  "a\u200bb",
  "\u{e0041}\u{e0042}",
  "a\u0000b\u0007",
  "\ud800",
  "\ufffe",
  "a\u2028b",
  "line\nbreak\r\n\ttab",
  "..",
  "../../etc/passwd",
  "CON",
  "nul",
  "com1",
  "index",
  "policy",
  "a/b\\c:d",
  "delete_*",
  "",
  " ",
  "-rf",
  "'; rm -rf ~ #",
  "$(reboot)",
  "Straße_löschen",
  "削除",
  "delete_user",
  "Delete_User",
  "__proto__",
  "constructor",
  "x".repeat(300),
  "toString",
];

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...tricks) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.array(fc.constantFrom(...tricks), { minLength: 2, maxLength: 3 }).map((all) => all.join("")),
  },
);
const schema = fc.record({
  type: fc.constant("object"),
  required: fc.array(text, { maxLength: 2 }),
  properties: fc.dictionary(
    text,
    fc.record(
      {
        type: fc.constantFrom("string", "number", "array", "object", "boolean"),
        description: text,
        enum: fc.array(text, { minLength: 1, maxLength: 3 }),
        default: fc.jsonValue(),
        pattern: text,
        format: text,
        items: fc.constant({ type: "number" }),
      },
      { requiredKeys: [] },
    ),
    { maxKeys: 4 },
  ),
});
const tool = fc.record(
  {
    name: text,
    title: text,
    description: text,
    inputSchema: fc.oneof(schema, fc.jsonValue()),
    annotations: fc.record({ readOnlyHint: fc.boolean(), destructiveHint: fc.boolean() }, { requiredKeys: [] }),
  },
  { requiredKeys: ["name"] },
);
const servers = fc.array(fc.record({ name: text, tools: fc.array(tool, { maxLength: 4 }) }), {
  minLength: 1,
  maxLength: 2,
});

const many = (count: number): readonly ServerTools[] => [
  { name: "many", tools: Array.from({ length: count }, () => ({ name: "same", description: "Reads" })) },
];

describe("whatever a server writes", () => {
  it("every page is proper HTML with our script alone, every link leads to a place of the site, and every page has its twin", () => {
    fc.assert(
      fc.property(servers, (scanned) => checkSite(siteOf(scanned as readonly ServerTools[]))),
      { numRuns: 60 },
    );
  });

  it("each trick by itself stands on its page as text", () => {
    for (const trick of tricks) {
      const site = siteOf([
        { name: trick, tools: [{ name: trick, description: trick, inputSchema: { type: "object" } }] },
      ]);
      checkSite(site);
    }
  });

  it("a script in a description is text on the page, and escaped in its twin", () => {
    const description = "Reads <script>alert(1)</script> [x](javascript:alert(1))";
    const site = siteOf([{ name: "s", tools: [{ name: "t", description }] }]);
    const { elements } = readHtml(site.get("servers/s/t.html") ?? "");
    expect(elements.find(({ name, attributes }) => name === "p" && attributes.class === "lead")?.text).toBe(
      description,
    );
    expect(site.get("servers/s/t.md")).toContain(
      "Reads \\<script\\>alert(1)\\</script\\> \\[x\\](javascript:alert(1))",
    );
  });

  it("characters that nobody sees are written out", () => {
    const site = siteOf([{ name: "s", tools: [{ name: "pay\u200b", description: "Pays \u202eback" }] }]);
    const page = site.get("servers/s/pay.html") ?? "";
    expect(page).toContain("pay&lt;U+200B&gt;");
    expect(page).toContain("Pays &lt;U+202E&gt;back");
    expect(page).toContain("pay\\u200b");
  });

  it("names become names of files that any disk takes, each its own", () => {
    const names = [
      "..",
      "CON",
      "a/b",
      "A/B",
      "a b",
      "",
      "削除",
      "index",
      "x".repeat(300),
      `${"x".repeat(300)}y`,
      "nul",
    ];
    const site = siteOf([{ name: "../s", tools: names.map((name) => ({ name })) }]);
    const pages = filesOf(site, ".html").filter((path) => path.startsWith("servers/s/"));
    expect(pages).toEqual(
      [
        "index",
        "server",
        "con-",
        "a-b",
        "a-b-2",
        "a-b-3",
        "server-2",
        "server-3",
        "index-2",
        "x".repeat(48),
        `${"x".repeat(48)}-2`,
        "nul-",
      ].map((name) => `servers/s/${name}.html`),
    );
  });

  it("two hundred tools of one name have two hundred pages", () => {
    expect(filesOf(siteOf(many(200)), ".html").filter((path) => path.startsWith("servers/many/same"))).toHaveLength(
      200,
    );
  });
});
