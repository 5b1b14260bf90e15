/**
 * Whatever is sent to an action: the answer is a success or a clear error, never a fault of ours, and an error leaves the
 * books as they were.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actions } from "../src/actions/index.js";
import { type TableName, tables } from "../src/database/tables.js";
import type { Action } from "../src/declare/action.js";
import { openExampleBooks } from "./support/examples.js";

const junk = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("1", "2", "3") },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "0",
      "-1",
      "99",
      "1abc",
      "1.5",
      "-0.01",
      "1e9",
      "9".repeat(30),
      "999999999999999",
      "2026-02-30",
      "2026-12-31",
      "true",
      "",
      " ",
      "\0",
      "\u{1F600}",
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>([], ["1"], ["x", "1"], { a: "b" }, { 1: "1" }, [["1"]]) },
);

/** The example with some of its values replaced, and some other parameters of the action filled with anything. */
function requestFor({ parameters, example }: Action): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const names = [...new Set([...Object.keys(parameters), ...Object.keys(example.request)])].map((name) =>
    name.replace(/x$/, (x) => (name.startsWith("item") ? "1" : x)),
  );
  const some = fc.dictionary(fc.constantFrom(...names, "nothing"), junk, { maxKeys: 4 });
  return fc
    .tuple(fc.boolean(), some)
    .map(([isFromExample, replaced]) => ({ ...(isFromExample ? example.request : {}), ...replaced }));
}

describe("junk sent to", () => {
  it.each([...actions.values()])("$name is answered, and an error changes nothing", async (action) => {
    const books = await openExampleBooks();
    await books.set("ApiExtensions", "on");
    const { db, localApi, house } = books.billing;
    const faults: unknown[] = [];
    Object.assign(house, { report: (fault: unknown) => faults.push(fault) });
    const everything = async () =>
      JSON.stringify(
        await Promise.all(
          (Object.keys(tables) as TableName[]).map((table) => db.selectFrom(table).selectAll().execute()),
        ),
      );
    await fc.assert(
      fc.asyncProperty(requestFor(action), async (request) => {
        const before = await everything();
        const answer = await localApi(action.name, request);
        expect(faults.splice(0)).toEqual([]);
        expect(["success", "error"]).toContain(answer.result);
        if (answer.result === "error") {
          expect(answer.message).toMatch(/./);
          expect(await everything()).toBe(before);
        }
      }),
      { numRuns: 25 },
    );
    await books.close();
  });
});
