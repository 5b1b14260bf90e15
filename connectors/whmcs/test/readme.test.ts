/** The table of tools in the README is written by this test under UPDATE_DOCS=1, which else fails when it is behind. */
import { it } from "vitest";
import { expectPart } from "../../../test/support/part-of-page.js";
import { tools } from "../src/tools/all.js";
import { documented } from "./support/documented.js";

const does = ({ readOnlyHint, destructiveHint, idempotentHint }: (typeof tools)[number]["annotations"]): string =>
  readOnlyHint ? "reads" : destructiveHint ? "removes" : idempotentHint ? "sets" : "adds";

it("the README's table of tools is the served list", async () => {
  const rows = tools.map(({ name, annotations, description }, index) => {
    const [first = ""] = description.split(/(?<=[.:])\s/);
    return `| \`${name}\` | ${does(annotations)} | \`${documented[index]?.action}\` | ${first.replace(/:$/, ".")} |`;
  });
  const table = ["| tool | it | action | |", "| --- | --- | --- | --- |", ...rows, ""].join("\n");
  await expectPart(new URL("../README.md", import.meta.url), "tools", table);
});
