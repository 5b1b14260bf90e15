import { describe, expect, it } from "vitest";
import { readConfiguration } from "../../src/access/configuration.js";
import { openAccess } from "../../src/access/open.js";

const person = { XERO_CLIENT_ID: "app", XERO_REDIRECT_URI: "http://localhost:5000/callback" };
const secrets = ["S3cret-of-the-app", "T0ken.of.somebody", "s3cretkey"];

const grant = (environment: Record<string, string>) => {
  const read = readConfiguration(environment);
  return read.ok ? read.configuration.grant : read.problem;
};

describe("the configuration of access", () => {
  it("takes a client id alone for an app without secret that a person signs in to, at the usual callback", () => {
    expect(grant({ XERO_CLIENT_ID: "app" })).toEqual({
      kind: "person",
      clientId: "app",
      clientSecret: undefined,
      redirectUrl: new URL("http://localhost:5000/callback"),
    });
  });

  it("takes a secret with a redirect address for an app that a person signs in to", () => {
    expect(grant({ ...person, XERO_CLIENT_SECRET: "s" })).toMatchObject({ kind: "person", clientSecret: "s" });
  });

  it("takes a secret without a redirect address for a custom connection", () => {
    expect(grant({ XERO_CLIENT_ID: "app", XERO_CLIENT_SECRET: "s", XERO_REDIRECT_URI: " " })).toEqual({
      kind: "connection",
      clientId: "app",
      clientSecret: "s",
    });
  });

  it("takes a token that somebody else has fetched before anything else", () => {
    expect(grant({ ...person, XERO_CLIENT_BEARER_TOKEN: "abc.def-_" })).toEqual({ kind: "token", token: "abc.def-_" });
  });

  it.each([
    ["https://localhost:5000/callback", /http:\/\/localhost/],
    ["http://example.com/callback", /on this machine only/],
    ["http://0.0.0.0:5000/callback", /on this machine only/],
    ["http://localhost.example.com:5000/callback", /on this machine only/],
    ["http://127.0.0.2:5000/callback", /on this machine only/],
    ["http://localhost:5000/callback?secret=s3cretkey", /no user name, password, query/],
    ["http://me:s3cretkey@localhost:5000/callback", /no user name, password, query/],
    ["http://localhost:0/callback", /port other than 0/],
    ["localhost", /is no address/],
  ])("refuses the redirect address %s with the reason and without repeating it", (url, words) => {
    const problem = grant({ ...person, XERO_REDIRECT_URI: url });
    expect(problem).toMatch(words);
    expect(problem).not.toMatch(/s3cretkey|example\.com:/);
  });

  it.each([
    [{ XERO_API_URL: "http://api.example.com" }, /XERO_API_URL must begin with https/],
    [{ XERO_IDENTITY_URL: "http://192.168.0.4:7320" }, /XERO_IDENTITY_URL must begin with https/],
    [{ XERO_API_URL: "https://api.example.com/books" }, /scheme, host and port only/],
    [{ XERO_API_URL: "ftp://api.example.com" }, /no http\(s\) address/],
    [{ XERO_SCOPES: "accounting.contacts; drop" }, /XERO_SCOPES is a list/],
    [{ XERO_TOKEN_KEY: "s3cretkey" }, /XERO_TOKEN_KEY is not 32 bytes/],
    [{ XERO_CLIENT_BEARER_TOKEN: "T0ken.of.somebody\nX: y" }, /characters that no token has/],
    [{ XERO_CLIENT_ID: "", XERO_CLIENT_SECRET: "S3cret-of-the-app" }, /XERO_CLIENT_ID is not set/],
  ])("refuses %j by name and never by value", (environment, words) => {
    const problem = String(grant({ ...person, ...environment }));
    expect(problem).toMatch(words);
    expect(problem).toMatch(/^this server is not configured: /);
    expect(secrets.filter((each) => problem.includes(each))).toEqual([]);
  });

  it("takes origins on this machine without encryption, and drops what follows them in the documentation", () => {
    const read = readConfiguration({
      ...person,
      XERO_API_URL: "http://127.0.0.1:7320/api.xro/2.0/",
      XERO_IDENTITY_URL: "http://[::1]:7320",
    });
    expect(read).toMatchObject({
      configuration: { apiUrl: "http://127.0.0.1:7320", identityUrl: "http://[::1]:7320" },
    });
  });

  it("answers every use of a wrong configuration with what is wrong, and fails none before", async () => {
    const access = openAccess({});
    const uses = [access.token(), access.renewed("x"), access.tenants(), access.tenant("x"), access.signIn()];
    for (const use of uses) {
      await expect(use).rejects.toMatchObject({
        name: "AccessProblem",
        kind: "configuration",
        message: expect.stringMatching(/^this server is not configured: XERO_CLIENT_ID is not set/),
      });
    }
    await access.close();
  });
});
