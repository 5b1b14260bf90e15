/** The story is what happened: what it tells is held against the books that it leaves. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BillingProcess, startBilling } from "../../../test/support/billing-process.js";
import { type CommandResult, turnpikeBinary } from "../../../test/support/gateway-process.js";
import { lines, type Workplace, workplace } from "./support/command.js";

const patient = { timeoutMs: 120_000 };
let at: Workplace;
let told: CommandResult;
let objects: readonly Record<string, unknown>[];
let books: BillingProcess;

beforeAll(async () => {
  at = await workplace();
  told = await at.runWith(patient, "demo");
  objects = lines((await at.runWith(patient, "demo", "--json")).stdout);
  books = await startBilling(at.data, "--demo");
}, 240_000);
afterAll(async () => {
  await books.stop();
  await at.remove();
});

const shown = () => (objects.at(-1) as { invoice: { id: number; url: string } }).invoice;

describe("demo", () => {
  test("makes the company the first time, says so, and ends with 0", () => {
    expect(told.code).toBe(0);
    expect(told.stderr).toContain("making the books of the demonstration company, once: this takes some seconds\n");
  });

  test("is plain text within 80 columns where nobody looks at a terminal", () => {
    expect(told.stdout).not.toContain("\u001b");
    expect(told.stdout.split("\n").filter((line) => [...line].length > 80 && !line.includes(at.data))).toEqual([]);
  });

  test("tells of thirty invoices, and of the words in which the next one was refused", async () => {
    expect(told.stdout).toContain("whmcs_create_invoice, 30 times\n");
    expect(told.stdout).toMatch(/✗ \[POLICY DENIED\] the limit of 30 calls a minute on\n/);
    expect(told.stdout).toContain("The books have 30 new invoices, and not one more.");
    const [, first, last] = /invoices (\d+) to (\d+)/.exec(told.stdout) ?? [];
    expect(Number(last) - Number(first)).toBe(29);
    // The second telling went on where the first ended: nothing was written that was not told.
    const { id } = shown();
    expect(id).toBe(Number(last) + 1);
  });

  test("refuses what the policy refuses, and the client is there", () => {
    for (const words of ["invoices over 5000 are written by a person", "clients are deleted by a person"])
      expect(told.stdout).toContain(`✗ [POLICY DENIED] ${words}`);
    expect(told.stdout).toContain("The client is still there.");
    expect(objects.slice(0, -1).map(({ outcome }) => outcome)).toEqual([
      ...["allow", "allow", "allow", "deny", "deny", "deny", "allow"],
    ]);
  });

  test("ends with the address of an invoice that is paid, and opens where the books are served", async () => {
    const { id, url } = shown();
    expect(await books.call("GetInvoice", { invoiceid: String(id) })).toMatchObject({
      status: "Paid",
      total: "155.00",
    });
    const { pathname, search } = new URL(url);
    const page = await fetch(new URL(pathname + search, books.ready.url));
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(`Invoice ${id}`);
  });

  test("interrupted, ends with 0 and leaves nothing in the temporary folder", async () => {
    const temporary = join(at.path, "tmp");
    await mkdir(temporary);
    const demo = spawn(process.execPath, [turnpikeBinary, "demo", "--data", at.data], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ["ignore", "pipe", "ignore"],
    });
    await once(demo.stdout, "data");
    expect(await readdir(temporary)).toHaveLength(1);
    demo.kill("SIGINT");
    demo.stdout.resume();
    await once(demo, "close");
    expect(demo.exitCode).toBe(0);
    expect(await readdir(temporary)).toEqual([]);
  });

  test("leaves nothing registered", async () => {
    expect(await at.objects("server", "list")).toEqual([]);
  });
});
