/** What the pages point to is there: files, headings, the paths of the table "where things go", and all of the schema. */
import { access } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { policySchema } from "@turnpike/policy";
import { expect, test } from "vitest";
import { readPage } from "./markdown.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const pages = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "docs/policy.md",
  "docs/wrap.md",
  "docs/pages.md",
  "docs/xero-sandbox.md",
  "docs/reliability.md",
  "docs/conformance.md",
  "connectors/whmcs/README.md",
  "connectors/xero/README.md",
];

test.each(pages)("the links of %s lead somewhere", async (page) => {
  const text = (await readPage(page)).replaceAll(/^```[\s\S]*?^```$/gm, "");
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = ""]) => to).filter((to) => !to.includes("://"));
  for (const link of links) {
    const [file = "", anchor] = link.split("#");
    const target = file === "" ? page : posix.join(dirname(page), file);
    await expect(access(join(root, target)), link).resolves.toBeUndefined();
    if (anchor !== undefined) expect(anchorsOf(await readPage(target)), link).toContain(anchor);
  }
});

test.each(pages)("%s writes `--` before options that npx would take for its own", async (page) => {
  const text = (await readPage(page)).replaceAll(/ \\\n\s+/g, " ");
  expect(text.match(/npx --no turnpike[\w-]* -.*/g) ?? []).toEqual([]);
});

/** Headings as they are linked to: small letters, blanks as hyphens, no punctuation. */
function anchorsOf(page: string): string[] {
  const headings = [...page.replaceAll(/^```[\s\S]*?^```$/gm, "").matchAll(/^#+ (.+)$/gm)];
  return headings.map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}

test("the paths that CONTRIBUTING.md names exist", async () => {
  const paths = [...(await readPage("CONTRIBUTING.md")).matchAll(/`((?:packages|docs|cases|test)\/[\w./-]*)`/g)];
  expect(paths.length).toBeGreaterThan(10);
  for (const [, path = ""] of paths) await expect(access(join(root, path)), path).resolves.toBeUndefined();
});

test("docs/policy.md tells of every key and word of the schema", async () => {
  const page = await readPage("docs/policy.md");
  const words = [...wordsIn(policySchema)];
  expect(words.length).toBeGreaterThan(50);
  expect(words.filter((word) => !new RegExp(`[\`"{]${word}[\`":(]`).test(page))).toEqual([]);
});

/** The names of members, and what they may be where that is a choice of words. */
function wordsIn(schema: unknown, found = new Set<string>()): Set<string> {
  if (typeof schema !== "object" || schema === null) return found;
  for (const [key, value] of Object.entries(schema)) {
    if (key === "properties") for (const name of Object.keys(value as object)) found.add(name);
    if (key === "enum") for (const word of value as unknown[]) if (typeof word === "string") found.add(word);
    wordsIn(value, found);
  }
  return found;
}
