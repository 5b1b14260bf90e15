import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Server, startServer } from "../support/server.js";

let server: Server;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const md5 = (text: string) => createHash("md5").update(text).digest("hex");
const whoever = { identifier: "", secret: "", username: "", password: "" };
const db = () => server.books.billing.db;
const known = { action: "GetCredits", clientid: "1" };

async function expectAnswer(parameters: Record<string, string>, status: number, message?: string): Promise<void> {
  const reply = await server.call(parameters);
  const { result, message: said } = reply.json();
  expect({ status: reply.status, result, said }).toEqual({
    status,
    result: message === undefined ? "success" : "error",
    said: message,
  });
}

describe("access to the API", () => {
  it("is had with identifier and secret, also when user name and password are sent empty", async () => {
    await expectAnswer({ ...known, username: "", password: "", accesskey: "" }, 200);
  });

  it("is had with identifier and secret in the place of user name and password", async () => {
    const { identifier, secret } = server.access;
    await expectAnswer({ ...known, ...whoever, username: identifier, password: secret }, 200);
  });

  it("is had with the administrator's name and the md5 of the password, or the password", async () => {
    const { username, password } = server.access;
    await expectAnswer({ ...known, ...whoever, username, password: md5(password) }, 200);
    await expectAnswer({ ...known, ...whoever, username, password: md5(password).toUpperCase() }, 200);
    await expectAnswer({ ...known, ...whoever, username, password }, 200);
    await expectAnswer({ ...known, ...whoever, username, password: md5(`${password}x`) }, 403, "Authentication Failed");
  });

  it.each([
    ["none at all", {}, "Authentication Failed"],
    ["an unknown identifier", { identifier: "nobody", secret: "x" }, "Invalid or missing credentials"],
    ["a secret alone", { secret: "x" }, "Invalid or missing credentials"],
    ["an unknown user", { username: "nobody", password: md5("x") }, "Invalid or missing credentials"],
  ])("is refused to %s", async (_, credentials, message) => {
    await expectAnswer({ ...known, ...whoever, ...credentials }, 403, message);
  });

  it("is refused to a wrong secret", async () => {
    await expectAnswer({ ...known, secret: "wrong" }, 403, "Authentication Failed");
  });

  it("is refused to a disabled administrator, and to one whose role has no API access", async () => {
    await db().updateTable("admins").set({ is_disabled: 1 }).execute();
    await expectAnswer(known, 403, "Access Denied");
    await db().updateTable("admins").set({ is_disabled: 0 }).execute();
    await db().updateTable("admin_roles").set({ api_access: 0 }).execute();
    await expectAnswer(known, 403, "Access Denied");
  });

  it("is refused from an address that is not listed, before anything else is looked at", async () => {
    await db().deleteFrom("allowed_ips").execute();
    await db().insertInto("allowed_ips").values({ ip: "0.0.0.0/0" }).execute();
    await expectAnswer({ action: "Nothing", ...whoever }, 403, "Invalid IP 127.0.0.1");
    await server.books.set("APIAccessKey", "open-sesame");
    await expectAnswer({ ...known, accesskey: "wrong" }, 403, "Invalid IP 127.0.0.1");
    await expectAnswer({ ...known, accesskey: "open-sesame" }, 200);
  });

  it("counts a wrong access key for nothing where the address is listed", async () => {
    await expectAnswer({ ...known, accesskey: "wrong" }, 200);
  });

  it("is by role: any of a credential's roles allows, and is asked before the action is looked for", async () => {
    await db().updateTable("api_roles").set({ allows_all: 0 }).execute();
    const reader = await db()
      .insertInto("api_roles")
      .values({ name: "reader" })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db().insertInto("api_role_actions").values({ role_id: reader.id, action: "GetCredits" }).execute();
    await expectAnswer(known, 403, 'Invalid Permissions: API action "getcredits" is not allowed');
    await db().insertInto("api_credential_roles").values({ credential_id: 1, role_id: reader.id }).execute();
    await expectAnswer(known, 200);
    await expectAnswer(
      { action: "CreateInvoice", userid: "1" },
      403,
      'Invalid Permissions: API action "createinvoice" is not allowed',
    );
    await expectAnswer({ action: "Nothing" }, 403, 'Invalid Permissions: API action "nothing" is not allowed');
  });

  it("says that an action does not exist, in lower case, with status 200", async () => {
    await expectAnswer({ action: "AddPromotion" }, 200, 'Invalid API Action: "addpromotion" is not a valid API action');
  });
});
