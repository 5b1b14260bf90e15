/**
 * Lists the licences of everything that installing the published package brings along, and refuses one that is not on
 * the list of those we may pass on.
 *
 * `tsx scripts/licences.ts` writes docs/licences.md; a test holds the page against what is installed.
 */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Licences that allow use, change and redistribution with no more than a notice. */
export const allowedLicences: readonly string[] = [
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Bitstream-Vera",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Unlicense",
];

/** The licences of packages whose manifest points to a file instead of naming one. */
const readInFiles: Readonly<Record<string, string>> = {
  // Fonts: Bitstream's terms and Arev's, which repeat them; what DejaVu added is in the public domain.
  "dejavu-fonts-ttf": "Bitstream-Vera",
  "png-js": "MIT",
};

/** One installed package. */
export type Packed = { readonly name: string; readonly version: string; readonly licence: string };

type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly license?: string | { readonly type: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

/** Whether an SPDX expression can be met with allowed licences alone. */
export function isAllowed(expression: string): boolean {
  const inner = expression.trim().replace(/^\((.*)\)$/, "$1");
  if (/\bOR\b/.test(inner)) return inner.split(/\bOR\b/).some((each) => isAllowed(each));
  if (/\bAND\b/.test(inner)) return inner.split(/\bAND\b/).every((each) => isAllowed(each));
  return allowedLicences.includes(inner.trim());
}

/** Every package of others that the workspace package in `folder` brings along when it is installed, by name and version. */
export async function packedTree(folder = "packages/cli"): Promise<readonly Packed[]> {
  const seen = new Map<string, Packed>();
  await visit(join(root, folder), seen, new Set());
  return [...seen.values()].sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

async function visit(folder: string, seen: Map<string, Packed>, folders: Set<string>): Promise<void> {
  if (folders.has(folder)) return;
  folders.add(folder);
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;
  const { name, version, license } = manifest;
  if (!isOurs(name)) {
    const stated = typeof license === "string" ? license : (license?.type ?? "none stated");
    const licence = readInFiles[name] ?? stated;
    seen.set(`${name}@${version}`, { name, version, licence });
  }
  const optional = manifest.optionalDependencies ?? {};
  for (const dependency of Object.keys({ ...manifest.dependencies, ...optional })) {
    const found = installed(folder, dependency);
    if (found !== undefined) await visit(found, seen, folders);
    else if (!(dependency in optional)) throw new Error(`${name} needs ${dependency}, which is not installed`);
  }
}

const isOurs = (name: string): boolean => name === "turnpike" || name.startsWith("@turnpike/");

// As Node looks for a package: in the node_modules of each folder on the way up.
function installed(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}

/** The page. */
export function licencesPage(packages: readonly Packed[]): string {
  const counts = new Map<string, number>();
  for (const { licence } of packages) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  const byLicence = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([licence, count]) => `${count} × ${licence}`);
  return [
    "# Licences of what is packed",
    "",
    "Turnpike itself is under the Apache License 2.0. Installing the `turnpike` package brings these packages of others",
    "along, each under its own licence, whose text is in its folder. The embedded store's module, better-sqlite3, contains",
    "SQLite, which is in the public domain.",
    "",
    "This page is written by `npm run licences` from the installed tree.",
    "",
    `${packages.length} packages: ${byLicence.join(", ")}.`,
    "",
    "| package | version | licence |",
    "| --- | --- | --- |",
    ...packages.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`),
    "",
  ].join("\n");
}

if (import.meta.filename === process.argv[1]) {
  const packages = await packedTree();
  for (const each of packages.filter(({ licence }) => !isAllowed(licence))) {
    console.error(`${each.name}: the licence ${each.licence} is not on the list of scripts/licences.ts`);
    process.exitCode = 1;
  }
  await writeFile(join(root, "docs/licences.md"), licencesPage(packages));
}
