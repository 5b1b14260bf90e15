import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filterList } from "../src/answer/lists.js";
import { KnownLists } from "../src/known-lists.js";
import type { LiveGrant } from "../src/live-grants.js";
import type { Message } from "../src/read/message.js";
import type { ListPage } from "../src/shown-lists.js";

const page: ListPage = [];
const TTL = 60_000;

function grant(version: number): LiveGrant {
  return { server: { id: "s" }, policy: { id: "p", version } } as LiveGrant;
}

function asking(id: string | number, method = "tools/list"): Message {
  return { id, method } as Message;
}

const ids = fc.oneof(fc.integer(), fc.string({ unit: "grapheme" }));
const names = fc.uniqueArray(fc.constantFrom("a", "é", "c", "id", '"id":1'), { minLength: 1 });

/** An answer with its id in front or behind, as servers put it. */
function answer(id: string | number, tools: readonly string[], idFirst: boolean): string {
  const result = `"result":{"tools":[${tools.map((name) => JSON.stringify({ name, id: 1 })).join(", ")}],"ttlMs":99}`;
  const own = `"id":${JSON.stringify(id)}`;
  return `{"jsonrpc":"2.0",${idFirst ? `${own},${result}` : `${result},${own}`}}`;
}

function shownOf(text: string, kept: ReadonlySet<string>) {
  const filtered = filterList(text, "tools/list", (_kind, name) => kept.has(name));
  if (!filtered.ok) {
    throw new Error(filtered.message);
  }
  return { text, shown: filtered.text, id: filtered.list.id, page };
}

function learnt(tools: readonly string[], kept: ReadonlySet<string>, idFirst = true): KnownLists {
  const known = new KnownLists();
  known.learn(grant(1), asking(1), TTL, shownOf(answer(1, tools, idFirst), kept));
  return known;
}

describe("a list that came before", () => {
  test("goes on as if it had been read anew, whatever the id and wherever it stands", () => {
    fc.assert(
      fc.property(names, fc.func(fc.boolean()), ids, ids, fc.boolean(), (tools, keeps, first, second, idFirst) => {
        const kept = new Set(tools.filter((name) => keeps(name)));
        const known = new KnownLists();
        known.learn(grant(1), asking(first), TTL, shownOf(answer(first, tools, idFirst), kept));

        const again = answer(second, tools, idFirst);
        const found = known.find(grant(1), asking(second), TTL, Buffer.from(again));
        expect(found?.pieces.join("")).toBe(shownOf(again, kept).shown);
      }),
    );
  });

  test.each([
    ["another version of the policy", grant(2), asking(2), TTL, answer(2, ["a", "b"], true)],
    ["another method", grant(1), asking(2, "prompts/list"), TTL, answer(2, ["a", "b"], true)],
    ["another time to live", grant(1), asking(2), TTL - 1, answer(2, ["a", "b"], true)],
    ["another byte", grant(1), asking(2), TTL, answer(2, ["a", "c"], true)],
    ["an id that is not the request's", grant(1), asking(2), TTL, answer(3, ["a", "b"], true)],
    ["an id and more", grant(1), asking(2), TTL, answer(2, ["a", "b"], true).replace(":2,", ':2,"x":0,')],
    ["no id", grant(1), asking(2), TTL, answer(2, ["a", "b"], true).replace(":2,", ":,")],
  ])("is read anew with %s", (_with, grantNow, message, ttlMs, text) => {
    const known = learnt(["a", "b"], new Set(["a"]));
    expect(known.find(grant(1), asking(2), TTL, Buffer.from(answer(2, ["a", "b"], true)))).toBeDefined();
    expect(known.find(grantNow, message, ttlMs, Buffer.from(text))).toBeUndefined();
  });

  test("is read anew when tasks are in it, which are one grant's own whatever the policy", () => {
    const known = new KnownLists();
    const text = '{"jsonrpc":"2.0","id":1,"result":{"tools":[],"tasks":[{"taskId":"t"}]}}';
    const withTask: ListPage = [{ kind: "task", name: "t", digest: "" }];
    known.learn(grant(1), asking(1), TTL, { text, shown: text, id: { start: 22, end: 23 }, page: withTask });
    expect(known.find(grant(1), asking(1), TTL, Buffer.from(text))).toBeUndefined();
    known.learn(grant(1), asking(1), TTL, { text, shown: text, id: { start: 22, end: 23 }, page });
    expect(known.find(grant(1), asking(1), TTL, Buffer.from(text))).toBeDefined();
  });

  test("is forgotten when newer ones need the room", () => {
    const known = learnt(["a"], new Set(["a"]));
    const long = ["x".repeat(900_000)];
    for (let version = 2; version < 12; version++) {
      known.learn(grant(version), asking(1), TTL, shownOf(answer(1, long, true), new Set(long)));
    }
    expect(known.find(grant(1), asking(1), TTL, Buffer.from(answer(1, ["a"], true)))).toBeUndefined();
    expect(known.find(grant(11), asking(1), TTL, Buffer.from(answer(1, long, true)))).toBeDefined();
  });
});
