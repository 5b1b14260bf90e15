/** The table of pitfalls in docs/conformance.md: what it names has to exist. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const root = new URL("../../", import.meta.url);
const suite = createRequire(import.meta.url).resolve("@modelcontextprotocol/conformance/dist/index.js");

export type Pitfall = { readonly pitfall: string; readonly suite: readonly string[]; readonly own: readonly string[] };

/** The table as the page has it. */
export function writtenPitfalls(): readonly Pitfall[] {
  const page = readFileSync(new URL("docs/conformance.md", root), "utf8");
  const table = /<!-- pitfalls -->\n(.*?)\n<!-- \/pitfalls -->/s.exec(page)?.[1] ?? "";
  return table
    .split("\n")
    .slice(2)
    .map((row) => row.split("|").slice(1, -1))
    .map(([pitfall = "", scenarios = "", own = ""]) => ({
      pitfall: pitfall.trim(),
      suite: namesIn(scenarios),
      own: namesIn(own),
    }));
}

const namesIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);

/** What is named and not there, one sentence each. */
export function faultsOf(pitfalls: readonly Pitfall[]): readonly string[] {
  const cases = caseIds();
  const scenarios = readFileSync(suite, "utf8");
  return pitfalls.flatMap(({ pitfall, suite: named, own }) => [
    ...(own.length === 0 ? [`nothing of our own shows: ${pitfall}`] : []),
    ...named
      .filter((name) => !["'", '"', "`"].some((quote) => scenarios.includes(quote + name + quote)))
      .map((name) => `the suite has no \`${name}\``),
    ...own
      .filter((name) => (name.includes("/") ? !existsSync(new URL(name, root)) : !cases.has(name)))
      .map((name) => `there is no \`${name}\``),
  ]);
}

function caseIds(): ReadonlySet<string> {
  const ids = ["cases/wire/", "cases/exchanges/"].flatMap((folder) => {
    const files = readdirSync(fileURLToPath(new URL(folder, root))).filter((name) => name.endsWith(".yaml"));
    return files.flatMap((name) => {
      const file = parse(readFileSync(new URL(folder + name, root), "utf8")) as { cases: readonly { id: string }[] };
      return file.cases.map(({ id }) => id);
    });
  });
  return new Set(ids);
}
