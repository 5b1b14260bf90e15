import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freePort } from "../../../../test/support/free-port.js";
import { connected } from "./support/scripted-xero.js";
import { answerTo, begun, type Scene, scene, signedIn } from "./support/signing-in.js";

let set: Scene;
beforeEach(async () => {
  set = await scene();
});
afterEach(() => set.end());

const tenants = connected.map((each) => ({ id: each.tenantId, name: each.tenantName, type: each.tenantType }));

describe("signing in", () => {
  it("gives the address where no browser opens, and after the answer what it reaches", async () => {
    const access = set.access();
    const under = await access.signIn();
    expect(under).toEqual({
      kind: "under_way",
      url: expect.stringContaining(`${set.xero.url}/identity/connect/authorize?`),
      until: new Date("2026-03-02T09:10:00.000Z"),
    });
    if (under.kind !== "under_way") return;
    const page = await fetch(answerTo(under.url));
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("Signed in to Xero")]);
    expect(await access.signIn()).toEqual({ kind: "signed_in", tenants, remark: undefined });
    expect(await access.token()).toBe("Access-T0ken-1");
  });

  it("waits for the person where a browser opens, and has the answer at once", async () => {
    set.browser(true);
    const asking = set.access().signIn();
    await expect.poll(() => set.opened.length).toBe(1);
    await fetch(answerTo(set.opened[0] ?? ""));
    expect(await asking).toMatchObject({ kind: "signed_in", tenants });
  });

  it("gives the address when the person takes longer than a call may, and goes on with the same one", async () => {
    set.browser(true);
    const access = set.access();
    const asking = access.signIn();
    await expect.poll(() => set.opened.length).toBe(1);
    await expect.poll(() => set.clock.waiting()).toBeGreaterThan(2);
    await set.clock.pass(45_000);
    expect(await asking).toMatchObject({ kind: "under_way", url: set.opened[0] });
    const again = access.signIn();
    await fetch(answerTo(set.opened[0] ?? ""));
    expect(await again).toMatchObject({ kind: "signed_in" });
    expect(set.opened).toHaveLength(1);
  });

  it("proves with S256 that who brings the code is who asked, and sends no secret where there is none", async () => {
    const access = set.access();
    const url = new URL(await begun(access));
    const { searchParams } = url;
    expect(searchParams.get("code_challenge_method")).toBe("S256");
    expect(searchParams.get("response_type")).toBe("code");
    expect(searchParams.get("scope")).toMatch(/^offline_access accounting\./);
    expect(searchParams.get("state")).toMatch(/^[\w-]{43}$/);
    await fetch(answerTo(url.href));
    const [asked] = set.xero.asked;
    expect(asked).toMatchObject({
      grant_type: "authorization_code",
      client_id: "app-of-the-tests",
      code: "C0de-of-the-tests",
      redirect_uri: set.environment.XERO_REDIRECT_URI,
    });
    expect(asked).not.toHaveProperty("client_secret");
    const challenge = createHash("sha256")
      .update(asked?.code_verifier ?? "")
      .digest("base64url");
    expect(searchParams.get("code_challenge")).toBe(challenge);
  });

  it("proves it with the secret as well where there is one", async () => {
    await signedIn(set.access({ XERO_CLIENT_SECRET: "S3cret/of+the&tests=1" }));
    expect(set.xero.asked[0]).toMatchObject({
      client_secret: "S3cret/of+the&tests=1",
      code_verifier: expect.any(String),
    });
  });

  it("asks for the scopes that the operator has chosen", async () => {
    const url = await begun(set.access({ XERO_SCOPES: "accounting.contacts.read, offline_access" }));
    expect(new URL(url).searchParams.get("scope")).toBe("accounting.contacts.read offline_access");
  });

  it("is one, however many ask", async () => {
    const access = set.access();
    const urls = await Promise.all([begun(access), begun(access), begun(access)]);
    expect(new Set(urls).size).toBe(1);
  });

  it("begins anew when the one from before reaches no organisation any more", async () => {
    const access = set.access();
    await signedIn(access);
    set.xero.connections(() => ({ reply: [] }));
    await expect(access.tenant(undefined)).rejects.toThrow(/connect one with `authenticate`/);
    expect(await begun(access)).toContain("/identity/connect/authorize?");
  });

  it("ends with ten minutes, says so once, and frees the port", async () => {
    const access = set.access();
    const url = await begun(access);
    await set.clock.pass(10 * 60_000);
    await expect(access.signIn()).rejects.toThrow(/nobody finished the sign-in within ten minutes/);
    await expect(fetch(answerTo(url))).rejects.toThrow();
    expect(await begun(access)).not.toBe(url);
  });

  it("ends with the server, and frees the port", async () => {
    const access = set.access();
    const url = await begun(access);
    await access.close();
    await expect(fetch(answerTo(url))).rejects.toThrow();
  });

  it("says which port is taken, and begins when it is free", async () => {
    const other = createServer().listen(Number(new URL(set.environment.XERO_REDIRECT_URI ?? "").port), "127.0.0.1");
    await once(other, "listening");
    const access = set.access();
    await expect(access.signIn()).rejects.toThrow(/^port \d+ of XERO_REDIRECT_URI is in use/);
    other.close();
    await once(other, "close");
    expect(await begun(access)).toContain("/identity/connect/authorize?");
  });

  it("refuses to listen for localhost while somebody else listens at one of its addresses", async () => {
    const port = await freePort();
    const other = createServer().listen(port, "::1");
    await once(other, "listening");
    const access = set.access({ XERO_REDIRECT_URI: `http://localhost:${port}/callback` });
    await expect(access.signIn()).rejects.toThrow(/is in use/);
    await expect(fetch(`http://127.0.0.1:${port}/callback`)).rejects.toThrow();
    other.close();
    await once(other, "close");
  });

  it("leaves others waiting when one of those who wait gives up", async () => {
    set.browser(true);
    const access = set.access();
    const over = new AbortController();
    const first = access.signIn(over.signal);
    const second = access.signIn();
    await expect.poll(() => set.opened.length).toBe(1);
    over.abort();
    await expect(first).rejects.toMatchObject({ kind: "cancelled" });
    await fetch(answerTo(set.opened[0] ?? ""));
    expect(await second).toMatchObject({ kind: "signed_in" });
  });
});

describe("the callback", () => {
  it("changes nothing for an answer without the sign-in's state, and still takes the right one", async () => {
    const access = set.access();
    const url = await begun(access);
    for (const wrong of [{ state: "another" }, { state: "" }]) {
      const page = await fetch(answerTo(url, { code: "C0de-of-an-attacker", ...wrong }));
      expect([page.status, await page.text()]).toEqual([400, expect.stringContaining("Nothing was changed")]);
    }
    const without = answerTo(url);
    without.searchParams.delete("state");
    expect((await fetch(without)).status).toBe(400);
    const twice = answerTo(url);
    twice.searchParams.append("state", "another");
    expect((await fetch(twice)).status).toBe(400);
    expect(set.xero.asked).toEqual([]);
    expect((await fetch(answerTo(url))).status).toBe(200);
  });

  it("counts once", async () => {
    const url = await begun(set.access());
    const pages = await Promise.all([fetch(answerTo(url)), fetch(answerTo(url))]);
    expect(pages.map((each) => each.status).sort()).toEqual([200, 400]);
    expect(set.xero.asked).toHaveLength(1);
  });

  it("answers under the redirect's own name only", async () => {
    const answer = answerTo(await begun(set.access()));
    for (const host of ["evil.example", `evil.example:${answer.port}`, `localhost:${answer.port}`, ""]) {
      const asked = request({ host: "127.0.0.1", port: answer.port, path: answer.pathname + answer.search });
      asked.setHeader("host", host);
      asked.end();
      const [response] = await once(asked, "response");
      expect(response.statusCode).toBe(421);
      expect(await text(response)).toBe("");
    }
    expect(set.xero.asked).toEqual([]);
  });

  it.each([
    ["another path", "GET", "/", 404],
    ["a path below", "GET", "/callback/", 404],
    ["the icon", "GET", "/favicon.ico", 404],
    ["another method", "POST", "/callback", 405],
    ["looking only", "HEAD", "/callback", 405],
  ])("answers nothing for %s", async (_, method, path, status) => {
    const answer = answerTo(await begun(set.access()));
    const response = await fetch(new URL(path + answer.search, answer), { method });
    expect([response.status, await response.text()]).toEqual([status, ""]);
    expect(set.xero.asked).toEqual([]);
  });

  it("listens on the address of the redirect only", async () => {
    const { port } = answerTo(await begun(set.access()));
    const socket = connect(Number(port), "::1");
    const [error] = await once(socket, "error");
    expect(error).toMatchObject({ code: "ECONNREFUSED" });
  });

  it("takes the answer at an IPv6 address as well", async () => {
    const access = set.access({ XERO_REDIRECT_URI: `http://[::1]:${await freePort()}/callback` });
    expect(await signedIn(access)).toMatchObject({ kind: "signed_in" });
  });

  it("answers both addresses of localhost", async () => {
    const redirect = `http://localhost:${await freePort()}/callback`;
    const { port } = answerTo(await begun(set.access({ XERO_REDIRECT_URI: redirect })));
    for (const address of ["127.0.0.1", "::1"]) {
      const asked = request({ host: address, port, path: "/callback" });
      asked.setHeader("host", `localhost:${port}`);
      asked.end();
      const [response] = await once(asked, "response");
      expect(response.statusCode).toBe(400);
    }
  });

  it("runs and loads nothing, and is kept nowhere", async () => {
    const { headers } = await fetch(answerTo(await begun(set.access())));
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; .*frame-ancestors 'none'/);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("is not kept open by connections that say nothing", async () => {
    const access = set.access();
    const answer = answerTo(await begun(access));
    const idle = connect(Number(answer.port), "127.0.0.1");
    await once(idle, "connect");
    const closed = once(idle, "close");
    await fetch(answer);
    await closed;
    expect(await access.signIn()).toMatchObject({ kind: "signed_in" });
  });
});
