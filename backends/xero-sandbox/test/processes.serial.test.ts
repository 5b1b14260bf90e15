/** Several processes on one file, and processes that die while they write. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sheetOf, trialBalance } from "./support/books.js";
import { type Server, startServer } from "./support/server.js";

let folder: string;
let database: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "sandbox-"));
  database = path.join(folder, "books.sqlite");
});
afterEach(() => rm(folder, { recursive: true }));

function startWriter(rounds: number): ChildProcess {
  const script = path.join(import.meta.dirname, "support/writer.mjs");
  return spawn(process.execPath, [script, database, String(rounds)], { stdio: ["ignore", "pipe", "inherit"] });
}

/** Opens the books, sees that they are right, and gives how many invoices are in them. */
async function check(): Promise<number> {
  const server = await startServer({ database });
  try {
    const [tenant] = server.tenants;
    expect(await trialBalance(server.sandbox, tenant)).toBe(0);
    const { netAssets, equity, lines } = await sheetOf(server, { date: "2100-01-01" });
    expect(netAssets).toEqual(equity);
    return await checkInvoices(server, lines);
  } finally {
    await server.close();
  }
}

async function checkInvoices(server: Server, lines: ReadonlyMap<string, readonly number[]>): Promise<number> {
  const { list } = await server.get("/Invoices");
  const cents = (name: string) => list.reduce((sum, each) => sum + Math.round(Number(each[name]) * 100), 0);
  expect(lines.get("Accounts Receivable")?.[0] ?? 0).toBe(cents("AmountDue"));
  expect(lines.get("Business Account")?.[0] ?? 0).toBe(cents("AmountPaid"));
  expect(new Set(list.map(({ InvoiceNumber }) => InvoiceNumber)).size).toBe(list.length);
  // Both invoices of a batch, or none.
  expect(list.length % 2).toBe(0);
  return list.length;
}

describe("processes on one file", () => {
  it("take turns: every write of each is there, no number twice", async () => {
    const rounds = 15;
    await check();
    const writers = [startWriter(rounds), startWriter(rounds)];
    const codes = await Promise.all(writers.map(async (writer) => (await once(writer, "close"))[0]));
    expect(codes).toEqual([0, 0]);
    expect(await check()).toBe(2 * rounds * writers.length);
  });

  it("that are killed while they write leave books that balance", async () => {
    let least = 0;
    for (const after of [1, 2, 4, 7]) {
      const writer = startWriter(100_000);
      if (writer.stdout === null) throw new Error("no standard output");
      const ended = once(writer, "close");
      for await (const line of createInterface({ input: writer.stdout })) if (Number(line) >= after) break;
      writer.kill("SIGKILL");
      await ended;
      least += 2 * (after + 1);
      expect(await check()).toBeGreaterThanOrEqual(least);
    }
  });
});
