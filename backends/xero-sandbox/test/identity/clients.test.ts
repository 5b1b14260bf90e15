/** Clients that others wrote, against the sign-in: openid-client, and xero-node as it is, with its addresses led here. */
import { createRequire } from "node:module";
import * as oidc from "openid-client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type IdentityServer, startIdentity } from "./support/identity-server.js";
import { answerPage, openPage, redirectUri } from "./support/person.js";

let server: IdentityServer;
beforeEach(async () => {
  // These clients look at the machine's clock when they verify an identity token.
  server = await startIdentity(":memory:", new Date().toISOString());
});
afterEach(() => server.close());

/** Where the browser ends when the person agrees at this address. */
async function agreeAt(url: URL): Promise<URL> {
  const { request, cookie } = await openPage(url);
  const fields = { request, answer: "allow", organisation: server.organisations[0] };
  return new URL((await answerPage(server, fields, { cookie })).headers.get("location") ?? "");
}

describe("openid-client", () => {
  const discover = (authentication: oidc.ClientAuth) =>
    oidc.discovery(new URL(server.url), server.client.clientId, undefined, authentication, {
      execute: [oidc.allowInsecureRequests],
    });

  it.each([
    ["without a secret", () => oidc.None()],
    ["with its secret in the header", () => oidc.ClientSecretBasic(server.client.clientSecret)],
    ["with its secret in the form", () => oidc.ClientSecretPost(server.client.clientSecret)],
  ])("signs a person in by PKCE %s, verifies the identity token, refreshes and revokes", async (_, authentication) => {
    const configuration = await discover(authentication());
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
    const expectedState = oidc.randomState();
    const expectedNonce = oidc.randomNonce();
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: "openid profile email offline_access accounting.contacts",
      state: expectedState,
      nonce: expectedNonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: "S256",
    });
    oidc.enableNonRepudiationChecks(configuration);
    const checks = { pkceCodeVerifier, expectedState, expectedNonce };
    const tokens = await oidc.authorizationCodeGrant(configuration, await agreeAt(url), checks);
    expect(tokens.claims()).toMatchObject({ aud: server.client.clientId, email: "sam@sandbox.example" });
    const renewed = await oidc.refreshTokenGrant(configuration, tokens.refresh_token ?? "");
    expect(await server.access.checkToken(renewed.access_token)).toMatchObject({ ok: true });
    await oidc.tokenRevocation(configuration, renewed.refresh_token ?? "");
    expect(await server.access.checkToken(renewed.access_token)).toEqual({ ok: false, reason: "revoked" });
    await expect(oidc.refreshTokenGrant(configuration, renewed.refresh_token ?? "")).rejects.toMatchObject({
      error: "invalid_grant",
    });
  });

  it("signs an app in by itself", async () => {
    const configuration = await discover(oidc.ClientSecretBasic(server.client.clientSecret));
    const { access_token } = await oidc.clientCredentialsGrant(configuration, { scope: "accounting.invoices" });
    expect(await server.access.checkToken(access_token)).toMatchObject({
      grantee: { scopes: new Set(["accounting.invoices"]), tenants: [server.organisations[0]] },
    });
  });
});

type Rewritable = { url?: string };
type Axios = {
  interceptors: { request: { use(on: (asked: Rewritable) => Rewritable): number; eject(id: number): void } };
};
type Issuers = { Issuer: { discover(issuer: string): Promise<unknown> } };

describe("xero-node", () => {
  const ours = createRequire(import.meta.url);
  const theirs = createRequire(ours.resolve("xero-node"));
  const { XeroClient } = ours("xero-node") as typeof import("xero-node");
  const axios = theirs("axios") as Axios;
  const { Issuer } = theirs("openid-client") as Issuers;
  const { discover } = Issuer;
  let rewriting: number;

  beforeEach(() => {
    Issuer.discover = () => discover.call(Issuer, server.url);
    rewriting = axios.interceptors.request.use((asked) => ({
      ...asked,
      url: asked.url?.replace(/^https:\/\/(identity|api)\.xero\.com/, server.url) ?? "",
    }));
  });
  afterEach(() => {
    Issuer.discover = discover;
    axios.interceptors.request.eject(rewriting);
  });

  const connect = (more = {}) =>
    new XeroClient({
      clientId: server.client.clientId,
      clientSecret: server.client.clientSecret,
      redirectUris: [redirectUri],
      scopes: ["openid", "profile", "email", "offline_access", "accounting.settings", "accounting.contacts"],
      state: "state of the tests",
      ...more,
    });

  it("signs a person in with the secret alone, verifies the identity token, lists, refreshes, disconnects and revokes", async () => {
    const xero = connect();
    await xero.initialize();
    const sent = await agreeAt(new URL(await xero.buildConsentUrl()));
    const tokens = await xero.apiCallback(sent.href);
    expect(tokens.claims()).toMatchObject({ given_name: "Sam" });
    const [tenant] = await xero.updateTenants(true);
    expect(tenant).toMatchObject({ tenantName: "Harbour Street Studio", orgData: { name: "Harbour Street Studio" } });
    const renewed = await xero.refreshToken();
    expect(renewed.access_token).not.toBe(tokens.access_token);
    const { clientId, clientSecret } = server.client;
    await xero.refreshWithRefreshToken(clientId, clientSecret, renewed.refresh_token);
    await xero.disconnect(tenant.id);
    expect(await xero.updateTenants(false)).toEqual([]);
    await xero.revokeToken();
    expect(xero.tenants).toEqual([]);
  });

  it("refuses an answer whose state is not its own", async () => {
    const xero = connect();
    const sent = await agreeAt(new URL(await xero.buildConsentUrl()));
    sent.searchParams.set("state", "another");
    await expect(xero.apiCallback(sent.href)).rejects.toThrow(/state mismatch/);
  });

  it("signs an app in by itself and reads its organisation", async () => {
    const xero = connect({ grantType: "client_credentials" });
    await xero.getClientCredentialsToken();
    const [tenant] = await xero.updateTenants(true);
    expect(tenant).toMatchObject({ tenantName: "Harbour Street Studio", tenantId: server.organisations[0] });
  });
});
