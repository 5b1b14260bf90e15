import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SandboxProcess, startSandbox } from "../../../test/support/sandbox-process.js";
import { type Workplace, workplace } from "./support/command.js";

let at: Workplace;
const running: SandboxProcess[] = [];
beforeEach(async () => {
  at = await workplace();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop("SIGKILL")));
  await at.remove();
});

async function start(...args: readonly string[]): Promise<SandboxProcess> {
  const sandbox = await startSandbox(at.data, ...args);
  running.push(sandbox);
  return sandbox;
}

async function names({ ready, signIn }: SandboxProcess, path: string): Promise<readonly unknown[]> {
  const headers = { authorization: `Bearer ${await signIn()}` };
  const connections = await fetch(`${ready.api_url}/connections`, { headers });
  const [{ tenantId }] = (await connections.json()) as [{ readonly tenantId: string }];
  const url = `${ready.api_url}/api.xro/2.0/${path}`;
  const reply = await fetch(url, { headers: { ...headers, "xero-tenant-id": tenantId } });
  return Object.values((await reply.json()) as object).find(Array.isArray) as readonly unknown[];
}

describe("turnpike xero-sandbox start", () => {
  it("prints one line with its addresses and its client, signs that in, answers it, and stops cleanly", async () => {
    const sandbox = await start();
    expect(Object.keys(sandbox.ready)).toEqual(["api_url", "identity_url", "client_id", "client_secret"]);
    expect(sandbox.ready.api_url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await names(sandbox, "Organisation")).toMatchObject([{ OrganisationStatus: "ACTIVE" }]);
    expect(await names(sandbox, "Invoices")).toEqual([]);
    expect(await sandbox.stop()).toBe(0);
    expect(sandbox.output).toHaveLength(1);
  });

  it("has the same client after a restart", async () => {
    const first = await start();
    await first.stop();
    const second = await start();
    expect(second.ready.client_id).toBe(first.ready.client_id);
    expect(second.ready.client_secret).toBe(first.ready.client_secret);
    expect(await second.signIn()).toMatch(/./);
  });

  it("keeps the demonstration's books apart, and they are full", async () => {
    const own = await start();
    const demo = await start("--demo");
    expect(demo.ready.client_id).not.toBe(own.ready.client_id);
    expect((await names(demo, "Invoices")).length).toBeGreaterThan(20);
  });

  it.each([
    ["xero-sandbox", "xero-sandbox.sqlite", ["xero-sandbox", "start"]],
    ["billing", "billing.sqlite", ["billing", "start"]],
  ] as const)("of %s says of a file that is no database that it is none", async (folder, name, command) => {
    await mkdir(join(at.data, folder), { recursive: true });
    await writeFile(join(at.data, folder, name), "these are no books");
    const { exit, error } = await at.failure(...command, "--port", "0");
    expect({ exit, code: error.code, detail: error.detail }).toEqual({ exit: 1, code: "data_folder", detail: null });
    expect(error.message).toMatch(/the file is damaged, or no database \(SQLITE_NOTADB\); `--data DIR`/);
  });

  it("says of books of a newer version that they are", async () => {
    await (await start()).stop();
    const books = new Database(join(at.data, "xero-sandbox", "xero-sandbox.sqlite"));
    books.exec("update schema_version set version = 99");
    books.close();
    const { error } = await at.failure("xero-sandbox", "start", "--port", "0");
    expect(error.code).toBe("data_folder");
    expect(error.message).toContain("the books are of version 99, this program knows up to 1: use a newer one");
  });

  it("says that its port is taken, and what to do", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as AddressInfo;
    const { exit, error } = await at.failure("xero-sandbox", "start", "--port", String(port));
    taken.close();
    expect({ exit, code: error.code }).toEqual({ exit: 1, code: "cannot_listen" });
    expect(error.message).toContain(`port ${port} on 127.0.0.1 is in use by another program`);
  });
});
