import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { actions } from "../src/actions/index.js";
import type { Books } from "./support/books.js";
import { openExampleBooks } from "./support/examples.js";

let books: Books;
beforeEach(async () => {
  books = await openExampleBooks();
});
afterEach(() => books.close());

describe("the example on the reference page of", () => {
  it.each([...actions.values()].filter(({ kind }) => kind === "write"))(
    "$name leaves a line in the activity log",
    async (action) => {
      if (action.isExtension) await books.set("ApiExtensions", "on");
      const { db } = books.billing;
      const before = await db.selectFrom("activity_log").select("id").execute();
      await books.call(action.name, action.example.request);
      expect((await db.selectFrom("activity_log").select("id").execute()).length).toBeGreaterThan(before.length);
    },
  );
});
