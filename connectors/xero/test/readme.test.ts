/** The table of tools in the README is written by this test under UPDATE_DOCS=1, which else fails when it is behind. */
import { readFile, writeFile } from "node:fs/promises";
import { classifyServer } from "@turnpike/catalogue";
import { expect, it } from "vitest";
import { tools } from "../src/tools/all.js";
import { documented } from "./support/documented.js";

const file = new URL("../README.md", import.meta.url);
const [begin, end] = ["<!-- tools:begin -->\n", "<!-- tools:end -->"];

it("the README's table of tools is the served list, with the category that a scan gives each", async () => {
  const classified = classifyServer({
    name: "xero",
    tools: tools.map(({ name, description }) => ({ name, description })),
  });
  const rows = tools.map(({ name, description }, index) => {
    const [first = ""] = description.split(/(?<=[.:])\s/);
    const http = documented.find((each) => each.name === name)?.http ?? "signs in";
    return `| \`${name}\` | ${classified[index]?.category} | ${http} | ${first.replace(/:$/, ".")} |`;
  });
  const table = ["| tool | category | asks | |", "| --- | --- | --- | --- |", ...rows, ""].join("\n");
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
