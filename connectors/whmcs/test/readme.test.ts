/** The table of tools in the README is written by this test under UPDATE_DOCS=1, which else fails when it is behind. */
import { readFile, writeFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { tools } from "../src/tools/all.js";
import { documented } from "./support/documented.js";

const file = new URL("../README.md", import.meta.url);
const [begin, end] = ["<!-- tools:begin -->\n", "<!-- tools:end -->"];

const does = ({ readOnlyHint, destructiveHint, idempotentHint }: (typeof tools)[number]["annotations"]): string =>
  readOnlyHint ? "reads" : destructiveHint ? "removes" : idempotentHint ? "sets" : "adds";

it("the README's table of tools is the served list", async () => {
  const rows = tools.map(({ name, annotations, description }, index) => {
    const [first = ""] = description.split(/(?<=[.:])\s/);
    return `| \`${name}\` | ${does(annotations)} | \`${documented[index]?.action}\` | ${first.replace(/:$/, ".")} |`;
  });
  const table = ["| tool | it | action | |", "| --- | --- | --- | --- |", ...rows, ""].join("\n");
  const page = await readFile(file, "utf8");
  const start = page.indexOf(begin) + begin.length;
  const stop = page.indexOf(end);
  expect(start).toBeGreaterThan(begin.length);
  if (process.env.UPDATE_DOCS === "1") {
    await writeFile(file, `${page.slice(0, start)}${table}${page.slice(stop)}`);
  } else {
    expect(page.slice(start, stop)).toBe(table);
  }
});
