import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PlantedTree, plantedTree, root, type Verdict } from "./planted.js";

const packages = ["json", "policy", "catalogue", "store", "gateway", "control", "registry", "cli"];
const outside = [
  "connectors/kit",
  "connectors/whmcs",
  "connectors/xero",
  "backends/kit",
  "backends/billing",
  "backends/xero-sandbox",
];
const stages = ["receive", "grant", "read", "policy", "reserve", "upstream", "answer", "settle"];

let tree: PlantedTree;
beforeAll(async () => {
  const manifests = [...packages.map((name) => `packages/${name}`), ...outside].flatMap((folder) => [
    `${folder}/package.json`,
    `${folder}/tsconfig.json`,
  ]);
  tree = await plantedTree([
    "biome.json",
    ".gitignore",
    "package.json",
    "tsconfig.base.json",
    "scripts/lint",
    ...manifests,
  ]);
});
afterAll(() => tree.remove());

const uses = (...names: readonly string[]) => `export const used = [${names.join(", ")}];\n`;
const promise = "async function one(): Promise<number> {\n  return 1;\n}\n";
const day =
  'type Day = "sun" | "moon";\nexport function hour(day: Day): number {\n  switch (day) {\n    case "sun":\n      return 12;\n';

/** What a rule is called, the file it is tried on, a text that breaks it and one that keeps it. */
type Planting = { rule: string; file: string; broken: string; kept: string; brokenName?: string };

const stage = (from: string, to: string): Planting => ({
  rule: "lint/style/noRestrictedImports",
  file: `packages/gateway/src/${from}/planted.ts`,
  broken: `import { x } from "../${to}/${to}.js";\n\n${uses("x")}`,
  kept: `import { x } from "../permit.js";\n\n${uses("x")}`,
});

const order = (from: string, to: string, kept: string): Planting => ({
  rule: "lint/style/noRestrictedImports",
  file: `${from}/src/planted.ts`,
  broken: `import { x } from "${to}";\n\n${uses("x")}`,
  kept,
});

const importing = (name: string) => `import { x } from "${name}";\n\n${uses("x")}`;

const plantings: readonly Planting[] = [
  order("packages/json", "@turnpike/policy", uses("1")),
  order("packages/policy", "@turnpike/store", importing("@turnpike/json")),
  order("packages/catalogue", "@turnpike/store", importing("@turnpike/policy")),
  order("packages/store", "@turnpike/gateway", importing("@turnpike/policy")),
  order("packages/gateway", "@turnpike/control", importing("@turnpike/store")),
  order("packages/control", "turnpike", importing("@turnpike/store")),
  order("packages/registry", "@turnpike/control", importing("@turnpike/catalogue")),
  order("connectors/whmcs", "@turnpike/json", importing("@turnpike/connector-kit")),
  order("connectors/kit", "@turnpike/json", importing("zod")),
  order("backends/billing", "@turnpike/json", importing("@turnpike/backend-kit")),
  order("backends/kit", "@turnpike/json", importing("kysely")),
  order("packages/cli", "../../store/src/index.js", importing("@turnpike/store")),
  order("packages/json", "node:fs", uses("2")),
  order("packages/policy", "node:crypto", uses("3")),
  order("packages/catalogue", "node:crypto", uses("4")),
  order("packages/registry", "node:fs", uses("5")),
  ...stages.map((from, index) => stage(from, stages[(index + 1) % stages.length] ?? "")),
  {
    rule: "lint/correctness/noNodejsModules",
    file: "packages/policy/src/planted.ts",
    broken: importing("node:fs"),
    kept: importing("yaml"),
  },
  {
    rule: "plugin",
    file: "packages/policy/src/planted.ts",
    broken: "export const now = Date.now();\n",
    kept: "export const at = new Date(0);\n",
  },
  {
    rule: "plugin",
    file: "packages/catalogue/src/planted.ts",
    broken: "export const now = Date.now();\n",
    kept: "export const at = new Date(0);\n",
  },
  {
    rule: "plugin",
    file: "packages/registry/src/planted.ts",
    broken: "export const now = Date.now();\n",
    kept: "export const at = new Date(0);\n",
  },
  {
    rule: "plugin",
    file: "packages/json/src/planted.ts",
    broken: "export const lot = Math.random();\n",
    kept: "export const lot = Math.max(1, 2);\n",
  },
  {
    rule: "lint/correctness/noUndeclaredDependencies",
    file: "packages/gateway/src/planted.ts",
    broken: importing("hono"),
    kept: importing("undici"),
  },
  {
    rule: "lint/style/noRestrictedImports",
    file: "packages/store/test/planted.test.ts",
    broken: importing("../../policy/src/judge.js"),
    kept: importing("../src/index.js"),
  },
  {
    rule: "lint/nursery/noFloatingPromises",
    file: "packages/store/src/planted.ts",
    broken: `${promise}export function start(): void {\n  one();\n}\n`,
    kept: `${promise}export function start(): void {\n  void one();\n}\n`,
  },
  {
    rule: "lint/nursery/useExhaustiveSwitchCases",
    file: "packages/store/src/planted.ts",
    broken: `${day}  }\n  return 0;\n}\n`,
    kept: `${day}    case "moon":\n      return 0;\n  }\n}\n`,
  },
  {
    rule: "lint/suspicious/noExplicitAny",
    file: "packages/cli/src/planted.ts",
    broken: "export const x: any = 1;\n",
    kept: "export const x: unknown = 1;\n",
  },
  {
    rule: "lint/suspicious/noSkippedTests",
    file: "test/planted.test.ts",
    broken: 'import { it } from "vitest";\n\nit.skip("x", () => {});\n',
    kept: 'import { it } from "vitest";\n\nit("x", () => {});\n',
  },
  {
    rule: "lint/style/noDefaultExport",
    file: "packages/cli/src/planted.ts",
    broken: "const x = 1;\nexport default x;\n",
    kept: "export const x = 1;\n",
  },
  {
    rule: "lint/performance/noReExportAll",
    file: "packages/cli/src/planted.ts",
    broken: 'export * from "./other.js";\n',
    kept: 'export { x } from "./other.js";\n',
  },
  {
    rule: "lint/style/useFilenamingConvention",
    file: "packages/cli/src/planted.ts",
    broken: "export const x = 1;\n",
    kept: "export const x = 1;\n",
    brokenName: "brokenName.ts",
  },
  {
    rule: "lint/style/noExcessiveLinesPerFile",
    file: "packages/cli/src/planted.ts",
    broken: "void 0;\n".repeat(401),
    kept: "void 0;\n".repeat(399),
  },
  {
    rule: "lint/style/noExcessiveLinesPerFile",
    file: "test/planted.test.ts",
    broken: "void 0;\n".repeat(601),
    kept: "void 0;\n".repeat(599),
  },
  {
    rule: "lint/complexity/noExcessiveLinesPerFunction",
    file: "packages/cli/src/planted.ts",
    broken: `export function long(): void {\n${"  long();\n".repeat(51)}}\n`,
    kept: `export function long(): void {\n${"  long();\n".repeat(49)}}\n`,
  },
];

// Every planting has a file of its own, so that one run of the linter judges them all.
const place = (planting: Planting, kind: "broken" | "kept"): string => {
  if (kind === "broken" && planting.brokenName) return planting.file.replace("planted.ts", planting.brokenName);
  return planting.file.replace("planted", `${kind}-${plantings.indexOf(planting)}`);
};

describe("a lint rule", () => {
  const lint = (...files: readonly string[]) =>
    tree.run("biome", "lint", "--reporter=github", "--error-on-warnings", "--max-diagnostics=none", ...files);
  let verdict: Verdict;
  beforeAll(async () => {
    for (const planting of plantings) await tree.write(place(planting, "broken"), planting.broken);
    verdict = await lint("packages", "connectors", "backends", "test");
    for (const planting of plantings) await rm(join(tree.path, place(planting, "broken")));
  });

  it.each(plantings)("refuses what breaks $rule, planted in $file", (planting) => {
    expect(verdict.code).toBe(1);
    expect(verdict.output).toContain(`title=${planting.rule},file=${join(tree.path, place(planting, "broken"))},`);
  });

  it("refuses nothing where all of them are kept", async () => {
    for (const planting of plantings) await tree.write(place(planting, "kept"), planting.kept);
    expect(await lint("packages", "connectors", "backends", "test")).toMatchObject({ code: 0 });
  });

  it("refuses two files that import each other", async () => {
    await tree.write(
      "packages/cli/src/round/one.ts",
      'import { two } from "./two.js";\n\nexport const one = (): number => two();\n',
    );
    await tree.write("packages/cli/src/round/two.ts", "export const two = (): number => 2;\n");
    expect(await lint("packages/cli/src/round")).toMatchObject({ code: 0 });
    await tree.write(
      "packages/cli/src/round/two.ts",
      'import { one } from "./one.js";\n\nexport const two = (): number => one();\n',
    );
    const again = await lint("packages/cli/src/round");
    expect(again.code).toBe(1);
    expect(again.output).toContain("noImportCycles");
  });

  it("is looked for in files that exist: every folder an override names is there", async () => {
    const { overrides } = JSON.parse(await readFile(join(root, "biome.json"), "utf8")) as {
      overrides: { includes: string[] }[];
    };
    expect(overrides.length).toBeGreaterThan(8);
    for (const folder of overrides.flatMap(({ includes }) => folders(includes))) {
      const files = await readdir(join(root, folder), { recursive: true }).catch(() => []);
      expect(files.filter((file) => file.endsWith(".ts")).length, folder).toBeGreaterThan(0);
    }
    expect(await readdir(join(root, "packages/gateway/src"))).toEqual(expect.arrayContaining(stages));
  });

  it("fails when it would look at nothing", async () => {
    expect((await tree.run("biome", "check", "--error-on-warnings", "docs")).code).not.toBe(0);
  });
});

// The globs of biome.json as folders: what is in braces one by one, a star at a package's place as each of them, and no
// further than the next star.
function folders(includes: readonly string[]): readonly string[] {
  return includes
    .flatMap((glob) => {
      const braces = /\{([^}]*)\}/.exec(glob);
      return braces ? (braces[1] ?? "").split(",").map((name) => glob.replace(braces[0], name)) : [glob];
    })
    .flatMap((glob) => (glob.includes("packages/*") ? packages.map((name) => glob.replace("*/", `${name}/`)) : [glob]))
    .map((glob) =>
      glob
        .replace("connectors/*", "connectors/whmcs")
        .replace("backends/*", "backends/billing")
        .replace(/^\*\*\//, ""),
    )
    .map((glob) => glob.replace(/\/?[^/]*(\*.*|\.ts)$/, "") || ".");
}

describe("the compiler", () => {
  const compile = async (folder: string, text: string) => {
    await tree.write(`${folder}/src/planted-types.ts`, text);
    const config = { extends: "./tsconfig.json", include: ["src/planted-types.ts"], references: [] };
    const options = { noEmit: true, composite: false, incremental: false };
    await tree.write(`${folder}/tsconfig.planted.json`, JSON.stringify({ ...config, compilerOptions: options }));
    return tree.run("tsc", "-p", `${folder}/tsconfig.planted.json`);
  };

  it.each(["packages/json", "packages/policy", "packages/catalogue", "packages/registry"])(
    "gives %s nothing of Node",
    async (folder) => {
      expect(await compile(folder, "export const x = 1;\n")).toMatchObject({ code: 0 });
      for (const global of ["process.pid", 'Buffer.from("")', "setTimeout(() => 1, 1)", "console.log(1)"]) {
        expect((await compile(folder, `export const x = ${global};\n`)).output, global).toMatch(
          /error TS2(304|580|584|591)/,
        );
      }
      expect((await compile(folder, 'import "node:fs";\n')).output).toMatch(/error TS2(307|591|882)/);
    },
  );

  it("lets nobody past a package's public door", async () => {
    const inner = await compile("packages/store", 'export { x } from "@turnpike/json/src/scanner.js";\n');
    expect(inner.output).toContain("error TS2307");
    const relative = 'export { x } from "../../json/src/x.js";\n';
    await tree.write("packages/json/src/x.ts", "export const x = 1;\n");
    expect((await compile("packages/store", relative)).output).toContain("error TS6059");
  });
});
