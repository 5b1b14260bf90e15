import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type IdentityServer, startIdentity } from "./support/identity-server.js";
import { agree, answerPage, askToken, authorizeUrl, exchange, openPage, redirectUri } from "./support/person.js";

let server: IdentityServer;
beforeEach(async () => {
  server = await startIdentity();
});
afterEach(() => server.close());

describe("the page of consent", () => {
  it("names the app, the organisations and what is asked for, with nothing of their text as markup", async () => {
    const { response, html } = await openPage(authorizeUrl(server));
    expect(response.status).toBe(200);
    expect(html).toContain("Turnpike &amp; &lt;i&gt;friends&lt;/i&gt; asks for access");
    expect(html).toContain("Birch &lt;b&gt;Bakery&lt;/b&gt;");
    expect(html).toContain("See and change contacts");
    expect(html).toContain("Keep this access until you disconnect it");
    expect(html).not.toMatch(/<script|<b>|<i>| on\w+=/);
  });

  it("runs and loads nothing, is framed by nobody and kept by no cache, and its form leads here or to the app", async () => {
    const { headers } = (await openPage(authorizeUrl(server))).response;
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'self' http://localhost:3000",
    );
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("set-cookie")).toMatch(/; HttpOnly; SameSite=Strict; Path=\/identity\/connect\/authorize$/);
  });

  it.each([
    ["an unknown app", { client_id: "nobody" }],
    ["no app", { client_id: undefined }],
    ["an address beyond this machine", { redirect_uri: "https://evil.example/callback" }],
    [
      "an address that only begins like one of this machine",
      { redirect_uri: "http://localhost.evil.example/callback" },
    ],
    ["a script for an address", { redirect_uri: "javascript:alert(1)" }],
    ["no address", { redirect_uri: undefined }],
  ])("sends nobody on for %s, and says so", async (_, more) => {
    const { response, html } = await openPage(authorizeUrl(server, { ...more, state: "tell-tale" }));
    expect(response.status).toBe(400);
    expect(response.headers.get("location")).toBeNull();
    expect(html).toContain("Not connected");
    expect(html).not.toContain("evil");
  });

  it("takes no parameter twice", async () => {
    const twice = authorizeUrl(server);
    twice.searchParams.append("redirect_uri", "http://localhost:4000/callback");
    expect((await openPage(twice)).response.status).toBe(400);
  });

  it.each([
    ["unsupported_response_type", { response_type: "token" }],
    ["invalid_scope", { scope: "accounting.contacts accounting.everything" }],
    ["invalid_scope", { scope: undefined }],
    ["invalid_request", { code_challenge_method: "plain" }],
    ["invalid_request", { code_challenge_method: undefined }],
    ["invalid_request", { code_challenge: "short" }],
  ])("tells the app %s by redirect for %j, with its state", async (error, more) => {
    const { response } = await openPage(authorizeUrl(server, more));
    expect(response.status).toBe(303);
    const sent = new URL(response.headers.get("location") ?? "");
    expect(sent.origin + sent.pathname).toBe(redirectUri);
    expect(Object.fromEntries(sent.searchParams)).toEqual({ error, state: "the state" });
  });
});

describe("the person's answer", () => {
  it("sends a code and the state to the app when it is yes", async () => {
    const sent = await agree(server);
    expect(sent.origin + sent.pathname).toBe(redirectUri);
    expect(sent.searchParams.get("state")).toBe("the state");
    expect(sent.searchParams.get("code")).toMatch(/^[\w-]{43}$/);
  });

  it("sends access_denied when it is no, and connects nothing", async () => {
    const { request, cookie } = await openPage(authorizeUrl(server));
    const fields = { request, answer: "cancel", organisation: server.organisations[0] };
    const response = await answerPage(server, fields, { cookie });
    expect(response.headers.get("location")).toBe(`${redirectUri}?error=access_denied&state=the+state`);
    expect(await server.db.selectFrom("identity_connections").selectAll().execute()).toEqual([]);
  });

  it("asks again when no organisation was chosen, and takes the second answer", async () => {
    const { request, cookie } = await openPage(authorizeUrl(server));
    const again = await answerPage(server, { request, answer: "allow" }, { cookie });
    expect(again.status).toBe(400);
    expect(await again.text()).toContain("Choose at least one organisation.");
    const fields = { request, answer: "allow", organisation: server.organisations[1] };
    expect((await answerPage(server, fields, { cookie })).status).toBe(303);
  });

  it("connects no organisation that does not exist", async () => {
    const { request, cookie } = await openPage(authorizeUrl(server));
    const response = await answerPage(server, { request, answer: "allow", organisation: "made-up" }, { cookie });
    expect(response.status).toBe(400);
  });

  it("is answered however many are named", async () => {
    const { request, cookie } = await openPage(authorizeUrl(server));
    const named = [...Array(40_000).fill("a"), server.organisations[0]].map((each) => `organisation=${each}`).join("&");
    const response = await fetch(new URL("/identity/connect/authorize", server.url), {
      method: "POST",
      headers: { cookie, "content-type": "application/x-www-form-urlencoded" },
      body: `request=${request}&answer=allow&${named}`,
      redirect: "manual",
    });
    expect(response.status).toBe(303);
  });

  it("counts from the browser that was shown the page only", async () => {
    const { request, cookie } = await openPage(authorizeUrl(server));
    const other = await openPage(authorizeUrl(server));
    const fields = { request, answer: "allow", organisation: server.organisations[0] };
    for (const headers of [{}, { cookie: other.cookie }, { cookie: "xero_sandbox_consent=" }]) {
      expect((await answerPage(server, fields, headers)).status).toBe(400);
    }
    expect((await answerPage(server, fields, { cookie, origin: "http://evil.example" })).status).toBe(403);
    expect((await answerPage(server, fields, { cookie, origin: server.url })).status).toBe(303);
  });

  it("counts once, and not for ever", async () => {
    const first = await openPage(authorizeUrl(server));
    const fields = { answer: "allow", organisation: server.organisations[0] };
    const answer = ({ request, cookie }: typeof first) => answerPage(server, { ...fields, request }, { cookie });
    expect((await answer(first)).status).toBe(303);
    expect((await answer(first)).status).toBe(400);
    const late = await openPage(authorizeUrl(server));
    server.pass(30 * 60_000);
    expect((await answer(late)).status).toBe(400);
  });

  it("adds to what was connected before, which stays and is shown as connected", async () => {
    await agree(server);
    server.pass(1000);
    const { html, request, cookie } = await openPage(authorizeUrl(server));
    expect(html).toContain(`value="${server.organisations[0]}" checked disabled`);
    const fields = { request, answer: "allow", organisation: server.organisations[1] };
    const sent = new URL((await answerPage(server, fields, { cookie })).headers.get("location") ?? "");
    const { access_token } = await askToken(server, exchange(sent.searchParams.get("code")));
    expect(await server.access.checkToken(access_token)).toMatchObject({
      ok: true,
      grantee: { tenants: server.organisations.slice(0, 2) },
    });
  });
});
