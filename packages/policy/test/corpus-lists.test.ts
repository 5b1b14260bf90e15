/** The lists in `cases/lists`: what an agent sees of what the upstream lists, and what it may subscribe to. */
import { describe, expect, it } from "vitest";
import { listed, readable } from "../src/decide/listing.js";
import { compileAll, loadLists } from "./support/data-files.ts";

const files = loadLists();

describe("lists", () => {
  it("are at least 40, so that a run over nothing is not green", () => {
    expect(files.flatMap((file) => file.cases).length).toBeGreaterThanOrEqual(40);
  });
});

describe.each(files)("$path", ({ policies, cases }) => {
  const compiled = compileAll(policies);

  it.each(cases)("$name", ({ policy, kind, from, shown, readable: subscribed }) => {
    const inForce = policy === null ? undefined : compiled.get(policy);
    expect(inForce === undefined).toBe(policy === null);
    expect(shown === undefined).not.toBe(subscribed === undefined);
    if (shown !== undefined) expect(from.filter((name) => listed(inForce, kind, name))).toEqual(shown);
    if (subscribed === undefined || (kind !== "resource" && kind !== "prompt")) return;
    expect(from.filter((name) => readable(inForce, kind, name))).toEqual(subscribed);
  });
});
