import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type IdentityServer, startIdentity } from "./support/identity-server.js";
import { agree, askToken, exchange, renewal, signIn } from "./support/person.js";

const minute = 60_000;
const day = 24 * 60 * minute;

let server: IdentityServer;
beforeEach(async () => {
  server = await startIdentity();
});
afterEach(() => server.close());

const codeOf = async (more = {}) => (await agree(server, more)).searchParams.get("code") ?? "";
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
});

describe("a code", () => {
  it("is exchanged for a token of 30 minutes that opens what was chosen, and a refresh token", async () => {
    const tokens = await askToken(server, exchange(await codeOf()));
    expect(tokens).toMatchObject({ status: 200, token_type: "Bearer", expires_in: 1800 });
    expect(tokens.scope).toBe("offline_access accounting.contacts");
    expect(tokens.refresh_token).toMatch(/^[\w-]{43}$/);
    expect(tokens.id_token).toBeUndefined();
    expect(await server.access.checkToken(tokens.access_token)).toEqual({
      ok: true,
      grantee: {
        clientId: server.client.clientId,
        scopes: new Set(["offline_access", "accounting.contacts"]),
        tenants: [server.organisations[0]],
      },
    });
  });

  it("gives no refresh token without offline_access", async () => {
    expect((await signIn(server, { scope: "accounting.contacts" })).refresh_token).toBeUndefined();
  });

  it.each([
    "offline_access accounting.settings.read accounting.invoices accounting.banktransactions accounting.payments.read accounting.reports.balancesheet.read",
    "offline_access accounting.settings.read accounting.contacts accounting.transactions accounting.reports.read",
    "openid profile email accounting.transactions.read",
  ])("carries the scopes of before as well as the finer ones of today: %s", async (scope) => {
    const { access_token } = await signIn(server, { scope });
    expect(await server.access.checkToken(access_token)).toMatchObject({
      grantee: { scopes: new Set(scope.split(" ")) },
    });
  });

  it.each([
    ["another verifier", { code_verifier: "another-verifier-of-43-characters-at-the-least" }, "invalid_grant"],
    ["no verifier", { code_verifier: undefined }, "invalid_grant"],
    ["another address", { redirect_uri: "http://localhost:3001/callback" }, "invalid_grant"],
    ["another app", { client_id: "nobody" }, "invalid_client"],
    ["a wrong secret", { client_secret: "wrong" }, "invalid_client"],
    ["an unknown grant", { grant_type: "password" }, "unsupported_grant_type"],
    ["no grant", { grant_type: undefined }, "invalid_request"],
    ["an unknown code", { code: "unknown" }, "invalid_grant"],
  ])("is worth nothing with %s", async (_, fields, error) => {
    expect(await askToken(server, { ...exchange(await codeOf()), ...fields })).toEqual({ status: 400, error });
  });

  it("is worth nothing after five minutes", async () => {
    const code = await codeOf();
    server.pass(5 * minute);
    expect(await askToken(server, exchange(code))).toMatchObject({ error: "invalid_grant" });
  });

  it("is worth nothing the second time, and what the first one got ends", async () => {
    const code = await codeOf();
    const first = await askToken(server, exchange(code));
    expect(await askToken(server, exchange(code))).toMatchObject({ error: "invalid_grant" });
    expect(await server.access.checkToken(first.access_token)).toEqual({ ok: false, reason: "revoked" });
    expect(await askToken(server, renewal(first.refresh_token))).toMatchObject({ error: "invalid_grant" });
  });

  it("is exchanged once, however many ask at once", async () => {
    const code = await codeOf();
    const answers = await Promise.all(Array.from({ length: 5 }, () => askToken(server, exchange(code))));
    expect(answers.filter((each) => each.status === 200)).toHaveLength(1);
  });

  it("without a challenge needs the app's secret, in the header or in the form", async () => {
    const plain = { code_challenge: undefined, code_challenge_method: undefined };
    const fields = (code: string) => ({ ...exchange(code), code_verifier: undefined });
    const { clientId, clientSecret } = server.client;
    expect(await askToken(server, fields(await codeOf(plain)))).toMatchObject({ error: "invalid_client" });
    const posted = { ...fields(await codeOf(plain)), client_secret: clientSecret };
    expect(await askToken(server, posted)).toMatchObject({ status: 200 });
    const inHeader = { ...fields(await codeOf(plain)), client_id: undefined };
    expect(await askToken(server, inHeader, basic(clientId, clientSecret))).toMatchObject({ status: 200 });
    const both = { ...fields(await codeOf(plain)), client_secret: clientSecret };
    expect(await askToken(server, both, basic(clientId, clientSecret))).toMatchObject({ error: "invalid_client" });
    const wrong = fields(await codeOf(plain));
    expect(await askToken(server, wrong, basic(clientId, "wrong"))).toMatchObject({ error: "invalid_client" });
  });
});

describe("an access token", () => {
  it("is good for 30 minutes and then said to have expired when it did", async () => {
    const { access_token } = await signIn(server);
    server.pass(30 * minute - 1);
    expect(await server.access.checkToken(access_token)).toMatchObject({ ok: true });
    server.pass(1);
    const at = new Date("2026-03-02T09:30:00.000Z");
    expect(await server.access.checkToken(access_token)).toEqual({ ok: false, reason: "expired", at });
  });

  it("is not known when nobody was given it, and a refresh token is none", async () => {
    const { refresh_token = "" } = await signIn(server);
    for (const bearer of ["", "made-up", refresh_token]) {
      expect(await server.access.checkToken(bearer)).toEqual({ ok: false, reason: "invalid" });
    }
  });
});

describe("a refresh token", () => {
  it("is exchanged for another pair with the same scopes", async () => {
    const first = await signIn(server);
    const second = await askToken(server, renewal(first.refresh_token));
    expect(second).toMatchObject({ status: 200, scope: first.scope });
    expect(new Set([first.access_token, second.access_token, first.refresh_token, second.refresh_token]).size).toBe(4);
  });

  it("is good for another 30 minutes after its first use, for an app that lost the answer", async () => {
    const { refresh_token } = await signIn(server);
    await askToken(server, renewal(refresh_token));
    server.pass(30 * minute - 1);
    const again = await askToken(server, renewal(refresh_token));
    expect(again.status).toBe(200);
    server.pass(1);
    expect(await askToken(server, renewal(refresh_token))).toEqual({ status: 400, error: "invalid_grant" });
    expect(await askToken(server, renewal(again.refresh_token))).toMatchObject({ status: 200 });
  });

  it("lasts 60 days from when it was given, again and again", async () => {
    let { refresh_token } = await signIn(server);
    for (let round = 0; round < 3; round += 1) {
      server.pass(60 * day - 1);
      const next = await askToken(server, renewal(refresh_token));
      expect(next.status).toBe(200);
      refresh_token = next.refresh_token;
    }
    server.pass(60 * day);
    expect(await askToken(server, renewal(refresh_token))).toMatchObject({ error: "invalid_grant" });
  });

  it("that was given for the secret needs the secret, one given without needs none", async () => {
    const code = await codeOf();
    const client_secret = server.client.clientSecret;
    const { refresh_token } = await askToken(server, { ...exchange(code), client_secret });
    expect(await askToken(server, renewal(refresh_token))).toMatchObject({ error: "invalid_client" });
    expect(await askToken(server, { ...renewal(refresh_token), client_secret })).toMatchObject({ status: 200 });
    expect(await askToken(server, renewal((await signIn(server)).refresh_token))).toMatchObject({ status: 200 });
  });

  it("ends with all that came of it when it is revoked, and its connections with it", async () => {
    const first = await signIn(server);
    const { clientId: client_id } = server.client;
    const revoke = (token: string) =>
      fetch(new URL("/connect/revocation", server.url), {
        method: "POST",
        body: new URLSearchParams({ client_id, token }),
      });
    expect((await revoke("unknown")).status).toBe(200);
    expect((await revoke(first.refresh_token ?? "")).status).toBe(200);
    expect(await server.access.checkToken(first.access_token)).toEqual({ ok: false, reason: "revoked" });
    expect(await askToken(server, renewal(first.refresh_token))).toMatchObject({ error: "invalid_grant" });
    expect(await server.db.selectFrom("identity_connections").selectAll().execute()).toEqual([]);
    expect(await server.access.checkToken((await signIn(server)).access_token)).toMatchObject({ ok: true });
  });
});

describe("an app for itself", () => {
  const own = (more = {}) => ({
    grant_type: "client_credentials",
    client_secret: server.client.clientSecret,
    ...more,
  });

  it("reaches the oldest organisation, with every scope unless it names some, and is given no refresh token", async () => {
    const all = await askToken(server, own());
    expect(all).toMatchObject({ status: 200, scope: expect.stringContaining("accounting.invoices") });
    expect(all.refresh_token).toBeUndefined();
    const some = await askToken(server, own({ scope: "accounting.contacts.read" }));
    expect(await server.access.checkToken(some.access_token)).toMatchObject({
      grantee: { scopes: new Set(["accounting.contacts.read"]), tenants: [server.organisations[0]] },
    });
  });

  it("leaves nothing of its tokens a day after they are over", async () => {
    await askToken(server, own());
    server.pass(2 * day);
    await askToken(server, own());
    for (const table of ["identity_tokens", "identity_grants"] as const) {
      expect(await server.db.selectFrom(table).selectAll().execute()).toHaveLength(1);
    }
  });

  it.each([
    ["no secret", { client_secret: undefined }, "invalid_client"],
    ["an unknown scope", { scope: "accounting.everything" }, "invalid_scope"],
    ["a scope that only a person grants", { scope: "offline_access accounting.contacts" }, "invalid_scope"],
  ])("is refused with %s", async (_, more, error) => {
    expect(await askToken(server, own(more))).toEqual({ status: 400, error });
  });
});

describe("what is kept", () => {
  it("survives a restart, and is nothing that could be used", async () => {
    const folder = await mkdtemp(join(tmpdir(), "identity-"));
    const file = join(folder, "sandbox.db");
    const first = await startIdentity(file);
    const code = (await agree(first)).searchParams.get("code") ?? "";
    const tokens = await askToken(first, exchange(code));
    await first.close();
    const second = await startIdentity(file);
    expect(await second.access.checkToken(tokens.access_token)).toMatchObject({ ok: true });
    await second.close();
    const secrets = [code, tokens.access_token, tokens.refresh_token ?? "", first.client.clientSecret];
    for (const name of await readdir(folder)) {
      const bytes = (await readFile(join(folder, name))).toString("latin1");
      expect(bytes.length).toBeGreaterThan(1000);
      expect(secrets.filter((each) => bytes.includes(each))).toEqual([]);
    }
    await rm(folder, { recursive: true });
  });
});

describe("the other paths", () => {
  it("answer the discovery document for the origin under which they were reached", async () => {
    const document = await (await fetch(new URL("/.well-known/openid-configuration", server.url))).json();
    expect(document).toMatchObject({
      issuer: server.url,
      token_endpoint: `${server.url}/connect/token`,
      code_challenge_methods_supported: ["S256"],
    });
  });

  it("list and end connections for the bearer of a token, and for nobody else", async () => {
    const { access_token } = await signIn(server);
    const ask = (path: string, method = "GET", token = access_token) =>
      fetch(new URL(path, server.url), { method, headers: { authorization: `Bearer ${token}` } });
    const [connection] = (await (await ask("/connections")).json()) as { id: string; authEventId: string }[];
    expect(connection).toMatchObject({
      tenantId: server.organisations[0],
      tenantType: "ORGANISATION",
      tenantName: "Harbour Street Studio",
      createdDateUtc: "2026-03-02T09:00:00.0000000",
    });
    expect(await (await ask(`/connections?authEventId=${connection?.authEventId}`)).json()).toHaveLength(1);
    expect(await (await ask("/connections?authEventId=another")).json()).toEqual([]);
    expect((await ask("/connections", "GET", "made-up")).status).toBe(401);
    expect((await ask(`/connections/${connection?.id}`, "DELETE", "made-up")).status).toBe(401);
    expect((await ask("/connections/unknown", "DELETE")).status).toBe(404);
    expect((await ask(`/connections/${connection?.id}`, "DELETE")).status).toBe(204);
    expect(await (await ask("/connections")).json()).toEqual([]);
    expect(await server.access.checkToken(access_token)).toMatchObject({ ok: true, grantee: { tenants: [] } });
  });

  it("say which method they want, and know no other path", async () => {
    const response = await fetch(new URL("/connect/token", server.url));
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
    for (const path of ["/", "/connect", "/connections/a/b", "/toString", "/constructor"]) {
      expect((await fetch(new URL(path, server.url))).status).toBe(404);
    }
  });
});
