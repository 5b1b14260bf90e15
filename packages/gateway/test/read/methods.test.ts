import { describe, expect, it } from "vitest";
import { generationOf, isDefinedIn, methodEntries, methodEntry } from "../../src/methods.js";

/** The vocabulary of each revision, as its schema has it. */
const TO_SERVER = {
  "2025-06-18": [
    ...[
      "initialize",
      "ping",
      "tools/list",
      "tools/call",
      "resources/list",
      "resources/templates/list",
      "resources/read",
    ],
    ...["resources/subscribe", "resources/unsubscribe", "prompts/list", "prompts/get", "completion/complete"],
    ...["logging/setLevel", "notifications/initialized", "notifications/cancelled", "notifications/progress"],
    "notifications/roots/list_changed",
  ],
  "2025-11-25": ["tasks/get", "tasks/result", "tasks/list", "tasks/cancel", "notifications/tasks/status"],
  "2026-07-28": [
    ...["server/discover", "tools/list", "tools/call", "resources/list", "resources/templates/list", "resources/read"],
    ...["prompts/list", "prompts/get", "completion/complete", "subscriptions/listen"],
    ...["tasks/get", "tasks/update", "tasks/cancel"],
  ],
};

function toServerIn(generation: "older" | "newer", revision: string): string[] {
  return methodEntries()
    .filter((entry) => entry.direction !== "to_agent" && isDefinedIn(entry, generation, revision))
    .map(({ method }) => method)
    .sort();
}

describe("the table of methods", () => {
  it("names each method once", () => {
    const names = methodEntries().map(({ method }) => method);
    expect(new Set(names).size).toBe(names.length);
  });

  it("has the vocabulary of every revision, and nothing else", () => {
    expect(toServerIn("older", "2025-06-18")).toEqual([...TO_SERVER["2025-06-18"]].sort());
    expect(toServerIn("older", "2025-11-25")).toEqual([...TO_SERVER["2025-06-18"], ...TO_SERVER["2025-11-25"]].sort());
    expect(toServerIn("newer", "2026-07-28")).toEqual([...TO_SERVER["2026-07-28"]].sort());
  });

  it("knows no method by a name that every object has", () => {
    expect(["constructor", "toString", "__proto__", ""].map(methodEntry)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("asks the policy about every call, every completion and every subscription", () => {
    const asks = Object.fromEntries(methodEntries().map(({ method, asks }) => [method, asks]));
    expect(asks["tools/call"]).toBe("tool");
    expect(asks["resources/read"]).toBe("resource");
    expect(asks["prompts/get"]).toBe("prompt");
    expect(asks["completion/complete"]).toBe("completion");
    expect(asks["resources/subscribe"]).toBe("subscription");
    for (const entry of methodEntries()) {
      expect([entry.method, entry.kind === "call"]).toEqual([
        entry.method,
        /^(tool|resource|prompt)$/.test(entry.asks),
      ]);
      expect([entry.method, entry.method.startsWith("notifications/")]).toEqual([
        entry.method,
        entry.kind === "notification",
      ]);
    }
  });
});

describe("revisions", () => {
  it("are known by name, never by comparison", () => {
    expect(generationOf("2026-07-28")).toBe("newer");
    expect(["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"].map(generationOf)).toEqual(Array(4).fill("older"));
    expect(["", "bogus", "2027-01-01", "2026-07-28 ", "2024-10-07", "constructor"].map(generationOf)).toEqual(
      Array(6).fill(undefined),
    );
  });
});
