/** The short version of `npm run kills`: one death at each named point and some at any moment. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { Random } from "../../packages/gateway/test/support/random.js";
import { type Books, checkBooks } from "./books.js";
import { type Death, killsOf, live } from "./life.js";
import { points } from "./points.js";

/** A machine that is busy with other things takes its time. */
const LONG_MS = 400_000;

test(
  "a gateway that is killed at any point loses and invents no call and no cent",
  async () => {
    const seed = Date.now() % 1_000_000;
    const deaths: readonly Death[] = [
      ...points.map((point): Death => ({ kind: "point", point })),
      { kind: "gateway" },
      { kind: "both" },
      { kind: "server" },
      { kind: "child" },
      { kind: "wrappers" },
    ];
    const life = await live(deaths, new Random(seed)).catch((thrown: unknown) => {
      throw new Error(`with seed ${seed}: ${String(thrown)}`);
    });
    expect(Object.values(life.kills).reduce((sum, count) => sum + count, 0)).toBe(
      deaths.reduce((sum, death) => sum + killsOf(death), 0),
    );
    expect(life.audit.interrupted).toBeGreaterThan(0);
    expect(life.audit.reached).toBeGreaterThan(200);
  },
  LONG_MS,
);

/** Each makes the books wrong in one way, and what is then said of them. */
const planted: readonly (readonly [string, RegExp, string | ((books: Books) => Partial<Books>)])[] = [
  [
    "a counter with a millionth more",
    /money.* is off by 1 mill/,
    "update counters set used = used + 1 where key like '%month:money'",
  ],
  [
    "a counter with a call less",
    /calls is off by -1000000/,
    "update counters set used = used - 1000000 where key like '%month:calls'",
  ],
  ["a counter that is gone", /calls is lost/, "delete from counters where key like '%month:calls'"],
  ["a counter of an older window", /behind its calls/, "update counters set window_start = 0"],
  ["a record that is gone", /without a record/, "delete from records where upstream_status = 200"],
  [
    "a record under way",
    /still under way/,
    "update records set completed = 0 where id = (select max(id) from records)",
  ],
  ["a call that was let through against its record", /reached the server/, "update records set outcome = 'deny'"],
  [
    "a record of no call",
    /never sent/,
    "update records set name = name || 'x' where id = (select max(id) from records)",
  ],
  ["a call that ran twice", /twice/, ({ ledger }) => ({ ledger: [...ledger, ...ledger.slice(0, 1)] })],
  [
    "a cent on the way",
    /another amount/,
    ({ ledger }) => ({ ledger: ledger.map((each) => ({ ...each, amount: each.amount + 0.01 })) }),
  ],
  ["an answer without a call", /never reached/, ({ ledger }) => ({ ledger: ledger.slice(0, 5) })],
  [
    "a limit that was passed",
    /in the window of/,
    ({ limits }) => ({ limits: limits.map((each) => ({ ...each, max: 3 })) }),
  ],
];

test("the books are found wrong in each way in which they can be", async () => {
  await live([{ kind: "gateway" }], new Random(1), (books) => {
    expect(checkBooks(books).problems).toEqual([]);
    for (const [what, said, wrong] of planted) {
      const folder = mkdtempSync(join(tmpdir(), "turnpike-planted-"));
      cpSync(books.folder, folder, { recursive: true });
      if (typeof wrong === "string") {
        const db = new Database(join(folder, "turnpike.db"));
        db.exec(wrong);
        db.close();
      }
      const changed = { ...books, folder, ...(typeof wrong === "string" ? {} : wrong(books)) };
      expect(checkBooks(changed).problems.join("\n"), what).toMatch(said);
      rmSync(folder, { recursive: true });
    }
  });
});
