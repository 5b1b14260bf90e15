/** What is refused before an operation runs. */
import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Server, startServer } from "../support/server.js";

let server: Server;
let isDown = false;
beforeAll(async () => {
  server = await startServer({ isUnderMaintenance: () => isDown });
});
afterAll(() => server.close());

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const shape = (Title: string, Status: number, Detail: string) => ({
  Type: null,
  Title,
  Status,
  Detail,
  Instance: expect.stringMatching(uuid),
  Extensions: {},
});

const bearer = (authorization: string) => ({ headers: { authorization } });

describe("a token", () => {
  it.each([
    ["nothing", "", "AuthenticationUnsuccessful"],
    ["another scheme", "Basic YTpi", "AuthenticationUnsuccessful"],
    ["one that nobody was given", "Bearer made-up", "AuthenticationUnsuccessful"],
    ["one that was revoked", "Bearer revoked", "AuthenticationUnsuccessful"],
    ["one that has expired", "Bearer expired", "TokenExpired: token expired at 03/10/2026 12:00:00"],
  ])("is refused with 401 where it is %s", async (_, authorization, detail) => {
    const { status, json } = await server.get("/Organisation", bearer(authorization));
    expect(status).toBe(401);
    expect(json).toEqual(shape("Unauthorized", 401, detail));
  });

  it.each([
    ["GET", "/Organisation", "accounting.settings.read", "accounting.contacts"],
    ["GET", "/Accounts", "accounting.settings", "accounting.transactions"],
    ["GET", "/Contacts", "accounting.contacts.read", "accounting.settings"],
    ["PUT", "/Contacts", "accounting.contacts", "accounting.contacts.read"],
    ["GET", "/Invoices", "accounting.transactions.read", "accounting.payments"],
    ["GET", "/Invoices", "accounting.invoices.read", "accounting.banktransactions"],
    ["POST", "/Invoices", "accounting.transactions", "accounting.invoices.read"],
    ["GET", "/BankTransactions", "accounting.banktransactions", "accounting.invoices"],
    ["GET", "/Payments", "accounting.payments.read", "accounting.invoices"],
    ["GET", "/Quotes", "accounting.invoices", "accounting.contacts"],
    ["GET", "/Reports/BalanceSheet", "accounting.reports.balancesheet.read", "accounting.transactions"],
    ["GET", "/Reports/BalanceSheet", "accounting.reports.read", "accounting.settings"],
  ])("opens %s %s with the scope %s, and not with %s", async (method, path, right, wrong) => {
    const refused = await server.raw(method, path, undefined, bearer(`Bearer only:${wrong}`));
    expect(refused.status).toBe(401);
    expect(refused.json).toEqual(shape("Unauthorized", 401, "AuthorizationUnsuccessful"));
    const opened = await server.raw(method, path, undefined, bearer(`Bearer only:${right}`));
    expect(opened.status).not.toBe(401);
  });
});

describe("an organisation", () => {
  it.each(["", "00000000-0000-0000-0000-000000000000", "' or 1=1"])(
    "that the token does not open is refused with 403: `%s`",
    async (tenant) => {
      const { status, json } = await server.get("/Organisation", { headers: { "xero-tenant-id": tenant } });
      expect(status).toBe(403);
      expect(json).toEqual(shape("Forbidden", 403, "AuthenticationUnsuccessful"));
    },
  );

  it("shows nothing of another one", async () => {
    const [, other] = server.tenants;
    const { list } = await server.put("/Contacts", { Contacts: [{ Name: "Mine alone" }] });
    const theirs = { headers: { "xero-tenant-id": other } };
    expect((await server.get("/Contacts", theirs)).list).toEqual([]);
    const changed = await server.post("/Contacts", { Contacts: [{ ...list[0], Name: "Theirs" }] }, theirs);
    expect(changed.status).toBe(400);
    expect((await server.get("/Organisation", theirs)).list).toMatchObject([{ BaseCurrency: "AUD" }]);
  });
});

describe("an address", () => {
  it.each(["/Nothing", "/Invoices/a/b", "/Reports", "/%", "/Accounts/090"])(
    "that is none is answered with 404 and plain text: %s",
    async (path) => {
      const { status, text, headers } = await server.raw("GET", path);
      expect(status).toBe(404);
      expect(text).toBe("The resource you're looking for cannot be found");
      expect(headers.get("content-type")).toMatch(/^text\/plain/);
    },
  );

  it.each(["/Invoices", "/BankTransactions", "/Payments"])("of an unknown id below %s is a 404", async (path) => {
    const { status, text } = await server.get(`${path}/00000000-0000-4000-8000-000000000000`);
    expect(status).toBe(404);
    expect(text).toBe("The resource you're looking for cannot be found");
  });

  it("says which methods it knows", async () => {
    const { status, headers } = await server.raw("DELETE", "/Invoices");
    expect(status).toBe(405);
    expect(headers.get("allow")).toBe("GET, PUT, POST");
  });

  it("is read whatever its case", async () => {
    const headers = { authorization: "Bearer all", "xero-tenant-id": server.tenants[0] };
    expect((await fetch(`${server.url}/api.xro/2.0/organisation`, { headers })).status).toBe(200);
  });

  it("outside the API is a 404 as well", async () => {
    expect((await fetch(`${server.url}/nowhere`)).status).toBe(404);
  });
});

describe("a body", () => {
  it("of more than 3.5 MB is refused, and nothing of it is kept", async () => {
    const Name = "x".repeat(3.6 * 1024 * 1024);
    const { status } = await server.raw("PUT", "/Contacts", JSON.stringify({ Contacts: [{ Name }] }));
    expect(status).toBe(413);
    expect((await server.get("/Contacts", { query: { searchTerm: "xxx" } })).list).toEqual([]);
  });

  it("may come with a request to read, as Xero's own client sends it", async () => {
    const headers = { "content-type": "application/json", "content-length": "2" };
    const reply = await rawGet(`${server.url}/api.xro/2.0/Accounts`, "{}", {
      ...headers,
      authorization: "Bearer all",
      "xero-tenant-id": server.tenants[0],
    });
    expect(reply).toBe(200);
  });
});

it("waits for its turn at the file, and is answered with 503 when that does not come", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "sandbox-"));
  const database = path.join(folder, "books.sqlite");
  const faults: unknown[] = [];
  const waiting = await startServer({ database, lockWaitMs: 50, report: (fault) => void faults.push(fault) });
  const other = new Database(database);
  other.exec("begin immediate");
  const refused = await waiting.put("/Contacts", { Contacts: [{ Name: "Anna" }] });
  expect(refused.status).toBe(503);
  expect(refused.text).toBe("The books cannot be read or written at the moment: nothing was changed");
  expect(faults).toHaveLength(1);
  other.exec("rollback");
  expect((await waiting.put("/Contacts", { Contacts: [{ Name: "Anna" }] })).status).toBe(200);
  other.close();
  await waiting.close();
  await rm(folder, { recursive: true });
});

it("is answered with 503 under maintenance, whatever it is", async () => {
  isDown = true;
  const { status, headers } = await server.get("/Invoices");
  isDown = false;
  expect(status).toBe(503);
  expect(headers.get("content-type")).toMatch(/^text\/plain/);
});

/** `fetch` sends no body with GET. */
async function rawGet(url: string, body: string, headers: Record<string, string>): Promise<number | undefined> {
  return await new Promise((resolve, reject) => {
    const sent = request(url, { method: "GET", headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.once("error", reject);
    sent.end(body);
  });
}
