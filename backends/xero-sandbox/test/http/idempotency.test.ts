import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Server, startServer } from "../support/server.js";

let folder: string;
let server: Server;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "sandbox-"));
  server = await startServer({ database: path.join(folder, "books.sqlite") });
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const key = (text: string) => ({ headers: { "idempotency-key": text } });
const body = (Name: string) => ({ Contacts: [{ Name }] });
const contacts = async () => (await server.get("/Contacts")).list.length;

describe("a key", () => {
  it("gives the first reply again, to the letter, and does nothing twice", async () => {
    const first = await server.put("/Contacts", body("Once"), key("k"));
    server.clock.now = new Date("2026-03-10T18:00:00Z");
    const second = await server.put("/Contacts", body("Once"), key("k"));
    expect(second.text).toBe(first.text);
    expect(await contacts()).toBe(1);
  });

  it("gives a refusal again as well, even when it would go well by now", async () => {
    await server.put("/Contacts", body("Twin"));
    const refused = await server.put("/Contacts", body("Twin"), key("k"));
    expect(refused.status).toBe(400);
    const [twin] = (await server.get("/Contacts")).list;
    await server.post("/Contacts", { Contacts: [{ ContactID: twin?.ContactID, ContactStatus: "ARCHIVED" }] });
    expect((await server.put("/Contacts", body("Twin"), key("k"))).text).toBe(refused.text);
  });

  it("is refused for another body, another address, another query", async () => {
    await server.put("/Contacts", body("One"), key("k"));
    for (const again of [
      () => server.put("/Contacts", body("Other"), key("k")),
      () => server.post("/Contacts", body("One"), key("k")),
      () => server.put("/Contacts", body("One"), { ...key("k"), query: { summarizeErrors: "false" } }),
    ]) {
      const { status, json } = await again();
      expect(status).toBe(400);
      expect(json.Message).toBe("The header Idempotency-Key was used for another request in the last 24 hours");
    }
    expect(await contacts()).toBe(1);
  });

  it("is another one for another app and another organisation", async () => {
    await server.put("/Contacts", body("One"), key("k"));
    const elsewhere = { headers: { "idempotency-key": "k", "xero-tenant-id": server.tenants[1] } };
    expect((await server.put("/Contacts", body("Other"), elsewhere)).status).toBe(200);
    const other = { headers: { "idempotency-key": "k", authorization: "Bearer other" } };
    expect((await server.put("/Contacts", body("Third"), other)).status).toBe(200);
  });

  it("is forgotten after 24 hours, and not before", async () => {
    await server.put("/Contacts", body("One"), key("k"));
    server.clock.now = new Date("2026-03-11T11:59:59.999Z");
    expect((await server.put("/Contacts", body("Other"), key("k"))).status).toBe(400);
    server.clock.now = new Date("2026-03-11T12:00:00.000Z");
    expect((await server.put("/Contacts", body("Other"), key("k"))).status).toBe(200);
  });

  it("survives a restart", async () => {
    const first = await server.put("/Contacts", body("One"), key("k"));
    await server.close();
    server = await startServer({ database: path.join(folder, "books.sqlite") });
    expect((await server.put("/Contacts", body("One"), key("k"))).text).toBe(first.text);
    expect(await contacts()).toBe(1);
  });

  it("has at most 128 characters", async () => {
    expect((await server.put("/Contacts", body("One"), key("k".repeat(128)))).status).toBe(200);
    expect((await server.put("/Contacts", body("Two"), key("k".repeat(129)))).status).toBe(400);
  });

  it("is used up by nothing that was refused as a whole", async () => {
    expect((await server.raw("PUT", "/Contacts", "[", key("k"))).status).toBe(400);
    expect((await server.put("/Contacts", body("One"), key("k"))).status).toBe(200);
  });
});
