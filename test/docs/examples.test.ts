/**
 * The examples of the pages hold: every policy is read by the real parser, every command with an output is run with the
 * built binary and has to print that output.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TemporaryFolder, temporaryFolder } from "../support/temporary-folder.js";
import { blocksOf, commandsOf, readPage } from "./markdown.js";
import { faultOf, kindOf } from "./policy-examples.js";
import { shell } from "./shell.js";

const pages = [
  { path: "README.md", policies: 2, commands: 0 },
  { path: "docs/policy.md", policies: 13, commands: 40 },
] as const;

describe.each(await Promise.all(pages.map(async (page) => ({ ...page, blocks: blocksOf(await readPage(page.path)) }))))(
  "$path",
  ({ blocks, policies, commands }) => {
    const documents = blocks.filter(({ lang }) => lang === "json" || lang === "yaml");
    const consoles = blocks.filter(({ lang }) => lang === "console");
    const files = new Map(documents.flatMap(({ file, text }) => (file === undefined ? [] : [[file, text] as const])));
    let folder: TemporaryFolder;
    beforeAll(async () => {
      folder = await temporaryFolder("docs");
      for (const [name, text] of files) await writeFile(join(folder.path, name), text);
    });
    afterAll(() => folder.remove());

    test("has examples", () => {
      expect(documents.length).toBeGreaterThanOrEqual(policies);
      expect(consoles.flatMap(commandsOf).length).toBeGreaterThanOrEqual(commands);
    });

    test("names no file for two different examples", () => {
      const named = documents.flatMap(({ file }) => file ?? []);
      expect(named).toEqual([...new Set(named)]);
    });

    test.each(documents.map((block) => ({ line: block.line, kind: kindOf(block), block })))(
      "line $line: the $kind is what it says",
      ({ block }) => {
        expect(faultOf(block, files)).toBeUndefined();
      },
    );

    test.for(consoles)("line $line: the commands print what is shown", { timeout: 120_000 }, async (block) => {
      const commandsHere = commandsOf(block);
      const env = { TURNPIKE_DATA: join(folder.path, "data") };
      const shown = await Promise.all(commandsHere.map(({ text }) => shell(text, { cwd: folder.path, env })));
      expect(commandsHere.map(({ text }, index) => `$ ${text}\n${shown[index]?.output}`)).toEqual(
        commandsHere.map(({ text, output }) => `$ ${text}\n${output}`),
      );
    });
  },
);

test("a page whose examples are wrong is noticed", () => {
  const [policy, mistake, fragment] = blocksOf(
    '```json\n{ "version": 1 }\n```\n\nA deliberate mistake:\n\n```json\n{ "version": "1", "default": "deny" }\n```\n' +
      "\nA fragment to import:\n\n```yaml\nx: { acton: deny }\n```\n",
  );
  for (const block of [policy, mistake, fragment])
    expect(block && faultOf(block, new Map())).toEqual(expect.any(String));
});
