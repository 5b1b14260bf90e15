/** No token, code, verifier or secret in anything that anybody sees, whatever the service answers. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Answering } from "../../../../test/support/answering-api.js";
import type { Access } from "../../src/access/access.js";
import type { Asked } from "./support/scripted-xero.js";
import { answerTo, begun, type Scene, scene, signedIn } from "./support/signing-in.js";

let set: Scene;
let written: string[];
beforeEach(async () => {
  set = await scene();
  written = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((chunk) => {
      written.push(String(chunk));
      return true;
    });
  }
});
afterEach(async () => {
  vi.restoreAllMocks();
  await set.end();
});

const clientSecret = "S3cret/of+the&tests=1";
const code = "C0de-of-the-tests";

/** All that is secret, in every spelling in which it could appear. */
function secrets(): readonly string[] {
  const verifiers = set.xero.asked.flatMap(({ code_verifier: each }) => (each === undefined ? [] : [each]));
  const plain = [clientSecret, code, "Access-T0ken", "Refresh-T0ken", "Given-T0ken", ...verifiers];
  return plain.flatMap((each) => [each, encodeURIComponent(each), Buffer.from(each).toString("base64").slice(0, -4)]);
}

function kept(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => `${each.name}\n${readFileSync(join(each.parentPath, each.name), "latin1")}`)
    .join("\n");
}

/** Everything that a failing use shows: the error with all that hangs on it, what was written, what lies on the disk. */
function expectNoSecretIn(shown: unknown): void {
  const error = shown instanceof Error ? [shown.message, shown.stack, JSON.stringify(shown)] : [];
  const all = [...error, inspect(shown, { depth: 12, showHidden: true }), ...written, kept(set.folder)].join("\n");
  expect(secrets().filter((each) => all.includes(each))).toEqual([]);
}

const failed = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new Error("it did not fail");
    },
    (error: unknown) => error,
  );

const everything = (asked: Asked): string =>
  `${JSON.stringify(asked)} ${new URLSearchParams(asked)} Access-T0ken-9 Refresh-T0ken-9`;

const oauthErrors = [
  "invalid_grant",
  "invalid_client",
  "unauthorized_client",
  "invalid_scope",
  "invalid_request",
  "unsupported_grant_type",
  "access_denied",
  "server_error",
  "temporarily_unavailable",
  "toString",
];

/** What the token endpoint may answer when it means ill: everything that it was sent, everywhere it can put it. */
const answers: readonly (readonly [string, (asked: Asked) => Answering])[] = [
  ...oauthErrors.map(
    (error) =>
      [
        error,
        (asked: Asked): Answering => ({ reply: { error, error_description: everything(asked) }, status: 400 }),
      ] as const,
  ),
  ["the secrets as the code of an error", (asked) => ({ reply: { error: everything(asked) }, status: 400 })],
  ["one token as the code of an error", () => ({ reply: { error: "Refresh-T0ken-1" }, status: 401 })],
  ["a page with the secrets", (asked) => ({ raw: everything(asked), status: 500 })],
  ["a good status and a page", (asked) => ({ raw: everything(asked) })],
  ["JSON that breaks off", (asked) => ({ raw: everything(asked), headers: { "content-type": "application/json" } })],
  ["JSON without a token", (asked) => ({ reply: { echo: asked } })],
  ["a token of another type", () => ({ reply: { access_token: "Access-T0ken-9", token_type: "MAC" } })],
  ["a token that is no text", () => ({ reply: { access_token: { of: "Access-T0ken-9" }, token_type: "Bearer" } })],
  [
    "an identity token that is none",
    () => ({ reply: { access_token: "Access-T0ken-9", token_type: "Bearer", id_token: "Access-T0ken-9" } }),
  ],
  [
    "a redirect that carries them",
    (asked) => ({ raw: "", status: 302, headers: { location: `http://127.0.0.1:1/?${new URLSearchParams(asked)}` } }),
  ],
  [
    "a challenge with the secrets",
    () => ({ raw: "", status: 401, headers: { "www-authenticate": 'Bearer error="Access-T0ken-9"' } }),
  ],
  ["a broken connection", () => "break"],
];

const ways: readonly (readonly [string, () => Promise<() => Promise<unknown>>])[] = [
  [
    "exchanging the code",
    async () => {
      const access = set.access({ XERO_CLIENT_SECRET: clientSecret });
      const url = await begun(access);
      return async () => {
        const page = await (await fetch(answerTo(url, { code }))).text();
        expect(secrets().filter((each) => page.includes(each))).toEqual([]);
        return access.signIn();
      };
    },
  ],
  [
    "renewing",
    async () => {
      const access = set.access({ XERO_CLIENT_SECRET: clientSecret });
      await signedIn(access);
      await set.clock.pass(30 * 60_000);
      return () => access.token();
    },
  ],
  [
    "renewing what was refused",
    async () => {
      const access = set.access();
      await signedIn(access);
      return () => access.renewed("Access-T0ken-1");
    },
  ],
  [
    "an app signing in by itself",
    async () => {
      const access = set.access({ XERO_CLIENT_SECRET: clientSecret, XERO_REDIRECT_URI: "" });
      return () => access.signIn();
    },
  ],
];

describe.each(ways)("nothing secret is shown when %s fails", (_, prepare) => {
  it.each(answers)("with %s", async (_name, answer) => {
    const use = await prepare();
    set.xero.tokens((asked) => answer(asked));
    const error = await failed(use());
    expect(error).toMatchObject({ name: "AccessProblem", message: expect.stringMatching(/^\S.{20,}/) });
    expectNoSecretIn(error);
  });
});

describe("nothing secret is shown when the list of organisations fails", () => {
  const bad: readonly (readonly [string, (bearer: string) => Answering])[] = [
    ["401", (bearer) => ({ reply: { Detail: bearer }, status: 401 })],
    ["403", (bearer) => ({ reply: { Detail: bearer }, status: 403 })],
    ["429", (bearer) => ({ raw: bearer, status: 429, headers: { "retry-after": bearer } })],
    ["500", (bearer) => ({ raw: bearer, status: 500 })],
    ["no JSON", (bearer) => ({ raw: bearer })],
    ["a redirect", (bearer) => ({ raw: "", status: 307, headers: { location: `http://127.0.0.1:1/${bearer}` } })],
    ["a broken connection", () => "break"],
  ];
  it.each(bad)("with %s", async (_, answer) => {
    set.xero.connections((bearer) => answer(bearer));
    for (const access of [
      set.access({ XERO_CLIENT_BEARER_TOKEN: "Given-T0ken" }),
      set.access({ XERO_CLIENT_SECRET: clientSecret, XERO_REDIRECT_URI: "" }),
    ]) {
      for (const use of [access.tenants(), access.tenant("x"), access.signIn()]) expectNoSecretIn(await failed(use));
    }
  });
});

describe("nothing secret is shown, and something useful is, when", () => {
  it("the machine's clock is not the service's", async () => {
    const access = set.access({ XERO_CLIENT_SECRET: clientSecret, XERO_SCOPES: "openid offline_access" });
    const url = await begun(access);
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = { iss: set.xero.url, aud: "app-of-the-tests", sub: "somebody", iat: 1, exp: 2 };
    const id_token = `${part({ alg: "RS256" })}.${part(claims)}.${part("no signature")}`;
    set.xero.tokens(() => ({ reply: { access_token: "Access-T0ken-9", token_type: "Bearer", id_token } }));
    await fetch(answerTo(url, { code }));
    const error = await failed(access.signIn());
    expect(error).toMatchObject({ kind: "configuration", message: expect.stringMatching(/this machine's clock/) });
    expectNoSecretIn(error);
  });

  const useOf = (access: Access) => failed(access.signIn());

  it.each([
    [
      "is another's",
      (well: Answering) => ({
        ...(well as object),
        reply: { ...(well as { reply: object }).reply, issuer: "https://evil.example" },
      }),
      "configuration",
      /XERO_IDENTITY_URL/,
    ],
    ["is a page", () => ({ raw: "<html>" }), "unreachable", /no answer that can be read/],
    ["is a fault", () => ({ raw: "", status: 503 }), "unreachable", /fault of its own/],
    ["breaks off", () => "break" as const, "unreachable", /cannot be reached/],
  ] as const)("what the service says of itself %s", async (_, script, kind, words) => {
    set.xero.discovery((well) => script(well) as Answering);
    const access = set.access({ XERO_CLIENT_SECRET: clientSecret });
    const error = await useOf(access);
    expect(error).toMatchObject({ kind, message: expect.stringMatching(words) });
    expectNoSecretIn(error);
    set.xero.discovery((well) => well);
    expect(await begun(access)).toContain("/identity/connect/authorize?");
  });

  it("the service cannot be reached at all", async () => {
    const access = set.access({ XERO_IDENTITY_URL: "http://127.0.0.1:1", XERO_CLIENT_SECRET: clientSecret });
    const error = await useOf(access);
    expect(error).toMatchObject({
      kind: "unreachable",
      message: expect.stringMatching(/ECONNREFUSED|bad port|cannot be reached/),
    });
    expectNoSecretIn(error);
  });

  it.each([
    ["access_denied", "refused", /access was refused in the browser/],
    ["invalid_scope", "configuration", /XERO_SCOPES/],
    ["unauthorized_client", "configuration", /XERO_CLIENT_ID/],
    ["server_error", "unreachable", /try again later/],
    ["<script>alert(1)</script>", "refused", /does not define/],
  ])("the browser brings the error %s", async (error, kind, words) => {
    const access = set.access({ XERO_CLIENT_SECRET: clientSecret });
    const url = await begun(access);
    const answer = answerTo(url, { error, error_description: `<b>${clientSecret}</b>` });
    const page = await fetch(answer);
    const html = await page.text();
    expect([page.status, html]).toEqual([400, expect.stringContaining("Not signed in")]);
    expect(html).not.toMatch(/<script|<b>/);
    expect(secrets().filter((each) => html.includes(each))).toEqual([]);
    const problem = await useOf(access);
    expect(problem).toMatchObject({ kind, message: expect.stringMatching(words) });
    expectNoSecretIn(problem);
    expect(await begun(access)).not.toBe(url);
  });
});
