/** The table of tools in the README is written by this test under UPDATE_DOCS=1, which else fails when it is behind. */
import { classifyServer } from "@turnpike/catalogue";
import { it } from "vitest";
import { expectPart } from "../../../test/support/part-of-page.js";
import { tools } from "../src/tools/all.js";
import { documented } from "./support/documented.js";

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
  await expectPart(new URL("../README.md", import.meta.url), "tools", table);
});
