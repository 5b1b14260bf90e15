import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startChild } from "./children/start.js";
import { type Scene, scene, signedIn } from "./support/signing-in.js";

const minute = 60_000;

let set: Scene;
beforeEach(async () => {
  set = await scene();
});
afterEach(() => set.end());

const refreshes = () => set.xero.asked.filter((each) => each.grant_type === "refresh_token");

describe("a token", () => {
  it("cannot be had before anybody has signed in, and the sentence says what to call", async () => {
    await expect(set.access().token()).rejects.toMatchObject({
      kind: "sign_in",
      message: "not signed in to Xero: call `authenticate` first",
    });
    expect(set.xero.asked).toEqual([]);
  });

  it("is the same until a minute before its end, and then another one", async () => {
    const access = set.access();
    await signedIn(access);
    await set.clock.pass(29 * minute - 1);
    expect(await access.token()).toBe("Access-T0ken-1");
    await set.clock.pass(1);
    expect(await access.token()).toBe("Access-T0ken-2");
    expect(refreshes()).toEqual([expect.objectContaining({ refresh_token: "Refresh-T0ken-1" })]);
  });

  it("is renewed once, however many ask at once", async () => {
    const access = set.access();
    await signedIn(access);
    await set.clock.pass(30 * minute);
    const asked = Array.from({ length: 20 }, () => access.token());
    expect(new Set(await Promise.all(asked))).toEqual(new Set(["Access-T0ken-2"]));
    expect(refreshes()).toHaveLength(1);
  });

  it("that the API refused is renewed once, however many were refused", async () => {
    const access = set.access();
    await signedIn(access);
    const asked = Array.from({ length: 20 }, () => access.renewed("Access-T0ken-1"));
    expect(new Set(await Promise.all(asked))).toEqual(new Set(["Access-T0ken-2"]));
    expect(await access.renewed("Access-T0ken-1")).toBe("Access-T0ken-2");
    expect(refreshes()).toHaveLength(1);
  });

  it("is another one than the refused one also for who asked while another renewal was under way", async () => {
    const access = set.access();
    await signedIn(access);
    await set.clock.pass(30 * minute);
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    set.xero.tokens(async (_, well) => {
      await held;
      return well;
    });
    const token = access.token();
    const renewed = access.renewed("Access-T0ken-2");
    goOn();
    expect(await token).toBe("Access-T0ken-2");
    expect(await renewed).toBe("Access-T0ken-3");
  });

  it("is found by the next process, and by one that was there before", async () => {
    const first = set.access();
    const before = set.access();
    await expect(before.token()).rejects.toMatchObject({ kind: "sign_in" });
    await signedIn(first);
    expect(await before.token()).toBe("Access-T0ken-1");
    expect(await set.access().token()).toBe("Access-T0ken-1");
    await set.clock.pass(30 * minute);
    expect(await first.token()).toBe("Access-T0ken-2");
    expect(await before.token()).toBe("Access-T0ken-2");
    expect(await before.renewed("Access-T0ken-1")).toBe("Access-T0ken-2");
    expect(refreshes()).toHaveLength(1);
  });

  it("is renewed once by real processes that share the file and ask at once", async () => {
    await signedIn(set.access());
    // The scripted clock stands in March; these processes live later and find the token over.
    const children = [1, 2, 3].map(() => startChild("ask-for-token", set.environment));
    set.xero.tokens(async (_, well) => {
      await Promise.all(children.map((each) => each.told("asked")));
      return well;
    });
    await Promise.all(children.map((each) => each.told("ready")));
    for (const child of children) child.begin();
    const ended = await Promise.all(children.map((each) => each.ended));
    expect(ended.map((each) => each.output.trim())).toEqual(Array(3).fill("Access-T0ken-2"));
    expect(refreshes()).toHaveLength(1);
  });

  it("asked for by one who gives up is renewed for the others, and kept", async () => {
    const access = set.access();
    await signedIn(access);
    await set.clock.pass(30 * minute);
    const over = new AbortController();
    const first = access.token(over.signal);
    const second = access.token();
    over.abort();
    await expect(first).rejects.toMatchObject({ kind: "cancelled" });
    expect(await second).toBe("Access-T0ken-2");
    expect(await set.access().token()).toBe("Access-T0ken-2");
  });

  it("lasts as long as it does from when it was asked for, not from when a slow answer came", async () => {
    const access = set.access();
    await signedIn(access);
    await set.clock.pass(30 * minute);
    set.xero.tokens(async (_, well) => {
      await set.clock.pass(15_000);
      return well;
    });
    await access.token();
    await set.clock.pass(29 * minute - 15_000);
    expect(await access.token()).toBe("Access-T0ken-3");
  });

  it("keeps the refresh token where the service gives no new one", async () => {
    const access = set.access();
    await signedIn(access);
    set.xero.tokens(() => ({ reply: { access_token: `Access-${set.xero.asked.length}`, token_type: "Bearer" } }));
    for (const number of [2, 3]) {
      await set.clock.pass(30 * minute);
      expect(await access.token()).toBe(`Access-${number}`);
    }
    expect(refreshes().map((each) => each.refresh_token)).toEqual(["Refresh-T0ken-1", "Refresh-T0ken-1"]);
  });
});

describe("a renewal that fails", () => {
  it("by the network loses nothing: the next one goes on with what was kept", async () => {
    const access = set.access();
    await signedIn(access);
    const before = readFileSync(set.environment.XERO_TOKEN_FILE ?? "", "utf8");
    await set.clock.pass(30 * minute);
    set.xero.tokens(() => "break");
    await expect(access.token()).rejects.toMatchObject({ kind: "unreachable" });
    expect(readFileSync(set.environment.XERO_TOKEN_FILE ?? "", "utf8")).toBe(before);
    set.xero.tokens((_, well) => well);
    expect(await access.token()).toBe("Access-T0ken-3");
  });

  it("because the service says nothing ends with its time, by the clock", async () => {
    const access = set.access();
    await signedIn(access);
    await set.clock.pass(30 * minute);
    set.xero.tokens(() => "hang");
    const asked = expect(access.token()).rejects.toMatchObject({
      kind: "unreachable",
      message: "Xero's sign-in service did not answer in time",
    });
    await expect.poll(() => refreshes().length).toBe(1);
    await set.clock.pass(20_000);
    await asked;
  });

  it("because the sign-in was taken back says to sign in again, asks no second time, and signing in again helps", async () => {
    const access = set.access();
    await signedIn(access);
    await set.clock.pass(30 * minute);
    set.xero.tokens(() => ({ reply: { error: "invalid_grant" }, status: 400 }));
    for (let time = 0; time < 3; time += 1) {
      await expect(access.token()).rejects.toMatchObject({
        kind: "sign_in",
        message: expect.stringMatching(/call `authenticate`/),
      });
    }
    expect(refreshes()).toHaveLength(1);
    set.xero.tokens((_, well) => well);
    expect(await signedIn(access)).toMatchObject({ kind: "signed_in" });
    expect(await access.token()).toBe("Access-T0ken-3");
  });

  it("without a refresh token says to sign in again", async () => {
    const access = set.access();
    set.xero.tokens(() => ({ reply: { access_token: "Access", token_type: "Bearer", expires_in: 1800 } }));
    await signedIn(access);
    await set.clock.pass(30 * minute);
    await expect(access.token()).rejects.toMatchObject({ kind: "sign_in" });
  });
});

describe("a process that is killed while it renews", () => {
  it("leaves the refresh token that it has spent, with which the next one goes on, and a lock that the next one breaks", async () => {
    await signedIn(set.access());
    let arrived: () => void = () => undefined;
    const spent = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    set.xero.tokens(() => {
      arrived();
      return "hang";
    });
    const child = startChild("ask-for-token", set.environment);
    await child.told("ready");
    child.begin();
    await spent;
    expect(existsSync(`${set.environment.XERO_TOKEN_FILE}.lock`)).toBe(true);
    child.kill();
    expect(await child.ended).toMatchObject({ signal: "SIGKILL" });
    set.xero.tokens((_, well) => well);
    await set.clock.pass(30 * minute);
    expect(await set.access().token()).toBe("Access-T0ken-3");
    expect(refreshes().map((each) => each.refresh_token)).toEqual(["Refresh-T0ken-1", "Refresh-T0ken-1"]);
  });
});

describe("a sign-in that cannot be kept", () => {
  it("is good in this process, says so, and is kept as soon as that is possible", async () => {
    const data = dirname(set.environment.XERO_TOKEN_FILE ?? "");
    const missing = join(set.folder, "missing");
    symlinkSync(missing, data);
    const access = set.access();
    expect(await signedIn(access)).toMatchObject({
      remark: expect.stringMatching(/^the file with the sign-in cannot be written \(E[A-Z]+\): check XERO_TOKEN_FILE/),
    });
    expect(await access.token()).toBe("Access-T0ken-1");
    await set.clock.pass(30 * minute);
    expect(await access.token()).toBe("Access-T0ken-2");
    mkdirSync(missing);
    expect(await access.token()).toBe("Access-T0ken-2");
    expect(await set.access().token()).toBe("Access-T0ken-2");
  });

  it("or cannot be opened, is one to make anew", async () => {
    await signedIn(set.access());
    rmSync(`${set.environment.XERO_TOKEN_FILE}.key`);
    const access = set.access();
    await expect(access.token()).rejects.toMatchObject({
      kind: "sign_in",
      message: expect.stringMatching(/sealed with another key/),
    });
    await signedIn(access);
    expect(await set.access().token()).toBe("Access-T0ken-2");
  });

  it("or whose key others can read, is refused with what to do", async () => {
    await signedIn(set.access());
    chmodSync(`${set.environment.XERO_TOKEN_FILE}.key`, 0o640);
    await expect(set.access().token()).rejects.toMatchObject({
      kind: "configuration",
      message: expect.stringMatching(/chmod 600/),
    });
  });

  it("or whose file is a folder, is refused with the code of it", async () => {
    mkdirSync(set.environment.XERO_TOKEN_FILE ?? "", { recursive: true });
    await expect(set.access().token()).rejects.toMatchObject({
      kind: "configuration",
      message: expect.stringMatching(/cannot be read \(EISDIR\)/),
    });
  });
});

describe("an app for itself", () => {
  const own = () => set.access({ XERO_CLIENT_SECRET: "S3cret", XERO_REDIRECT_URI: "" });

  it("fetches its token when it is needed, once, and another one when that is over", async () => {
    const access = own();
    const tokens = await Promise.all([access.token(), access.token(), access.token()]);
    expect(new Set(tokens).size).toBe(1);
    await set.clock.pass(30 * minute);
    expect(await access.token()).toBe("Access-T0ken-2");
    expect(await access.renewed("Access-T0ken-2")).toBe("Access-T0ken-3");
    expect(set.xero.asked[0]).toMatchObject({
      grant_type: "client_credentials",
      client_secret: "S3cret",
      scope: expect.stringMatching(/^accounting\.settings\.read .*accounting\.invoices/),
    });
  });

  it("signs in without a person", async () => {
    expect(await own().signIn()).toMatchObject({ kind: "signed_in", tenants: [{ name: "Alder & Ash Ltd" }, {}] });
  });

  it("that knows the broad scopes only is given those", async () => {
    set.xero.tokens(({ scope = "" }, well) =>
      scope.includes("accounting.invoices") ? { reply: { error: "invalid_scope" }, status: 400 } : well,
    );
    expect(await own().token()).toBe("Access-T0ken-2");
    expect(set.xero.asked.at(-1)?.scope).toContain("accounting.transactions");
  });

  it("is asked for nothing else than what the operator has chosen", async () => {
    set.xero.tokens(() => ({ reply: { error: "invalid_scope" }, status: 400 }));
    const access = set.access({ XERO_CLIENT_SECRET: "S", XERO_REDIRECT_URI: "", XERO_SCOPES: "accounting.contacts" });
    await expect(access.token()).rejects.toMatchObject({
      kind: "configuration",
      message: expect.stringMatching(/XERO_SCOPES/),
    });
    expect(set.xero.asked.map((each) => each.scope)).toEqual(["accounting.contacts"]);
  });
});

describe("a token of the operator's", () => {
  it("is used as it is, and when it is refused the sentence says who can renew it", async () => {
    const access = set.access({ XERO_CLIENT_BEARER_TOKEN: "Given-T0ken" });
    expect(await access.token()).toBe("Given-T0ken");
    expect(await access.signIn()).toMatchObject({ kind: "signed_in" });
    expect(set.xero.bearers).toEqual(["Bearer Given-T0ken"]);
    await expect(access.renewed("Given-T0ken")).rejects.toMatchObject({
      kind: "configuration",
      message: expect.stringMatching(/XERO_CLIENT_BEARER_TOKEN/),
    });
  });
});
