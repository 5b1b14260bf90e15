import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PlantedTree, plantedTree, root } from "./planted.js";

let tree: PlantedTree;
beforeAll(async () => {
  const { stdout } = await promisify(execFile)("git", ["ls-files", "-z", "-co", "--exclude-standard"], { cwd: root });
  const files = stdout
    .split("\0")
    .filter((file) => /\.(ts|js|json|jsonc|grit)$|^\.gitignore$/.test(file) && existsSync(join(root, file)));
  expect(files.length).toBeGreaterThan(100);
  tree = await plantedTree(files);
}, 60_000);
afterAll(() => tree.remove());

const knip = () => tree.run("knip", "--no-progress", "--treat-config-hints-as-errors");

// The lines under one of the headings, each of which ends in its count.
const section = (output: string, heading: string): string =>
  output.split(/^(?=[A-Z].* \(\d+\)$)/m).find((part) => part.startsWith(`${heading} (`)) ?? "";

describe("the search for what nothing uses", () => {
  it("finds nothing in the repository", async () => {
    expect(await knip()).toEqual({ code: 0, output: "" });
  });

  it("finds a planted file, export, type, dependency and an undeclared one", async () => {
    await tree.write("packages/json/src/planted-file.ts", "export const planted = 1;\n");
    await tree.write(
      "packages/control/src/planted-file.ts",
      'import { Hono } from "hono";\n\nexport const planted = Hono;\n',
    );
    await tree.write(
      "packages/control/test/planted.test.ts",
      'import { it } from "vitest";\nimport { planted } from "../src/planted-file.js";\nimport { used } from "../src/planted-exports.js";\n\nit("x", () => void [planted, used]);\n',
    );
    await tree.write(
      "packages/control/src/planted-exports.ts",
      "export const used = 1;\nexport const plantedExport = 2;\nexport type PlantedType = 3;\n",
    );
    const { code, output } = await knip();
    expect(code).toBe(1);
    expect(section(output, "Unused files")).toContain("packages/json/src/planted-file.ts");
    expect(section(output, "Unused exports")).toContain("plantedExport");
    expect(section(output, "Unused exported types")).toContain("PlantedType");
    expect(section(output, "Unlisted dependencies")).toContain("hono");
  });

  it("fails when a pattern of its configuration matches nothing", async () => {
    await rm(join(tree.path, "packages/json/test"), { recursive: true });
    expect((await knip()).output).toMatch(/Configuration hints/);
  });
});
