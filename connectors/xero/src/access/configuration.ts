/**
 * How to sign in, read from the environment.
 *
 * Reading never fails the start: tools are listed before anybody has configured or signed in anything. What is missing or
 * malformed becomes a sentence that every use is answered with. No sentence contains a value, only names.
 */

/** A process's environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** An app's own name and, where it has one, its secret. */
export type App = { readonly clientId: string; readonly clientSecret: string | undefined };

/** Who signs in: a person in a browser, the app by itself (a custom connection), or somebody else, who gave us a token. */
export type Grant =
  | ({ readonly kind: "person"; readonly redirectUrl: URL } & App)
  | { readonly kind: "connection"; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: "token"; readonly token: string };

/** All that the environment says about access. */
export type Configuration = {
  readonly grant: Grant;
  /** Origins. */
  readonly apiUrl: string;
  readonly identityUrl: string;
  /** What to ask for; undefined stands for the connector's own choice. */
  readonly scopes: string | undefined;
  /** Name or id of the organisation that is meant when none is named. */
  readonly tenant: string | undefined;
  /** Where the sign-in is kept; undefined stands for the user's data folder. */
  readonly tokenFile: string | undefined;
  /** What it is sealed with, 32 bytes; undefined stands for a key file beside it. */
  readonly tokenKey: Uint8Array | undefined;
};

/** The configuration, or the sentence saying what is wrong with it. */
export type ReadConfiguration =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly problem: string };

/** The redirect address that is registered for most apps of this kind. */
const usualRedirect = "http://localhost:5000/callback";

/** Reads the `XERO_…` variables; an empty one counts as absent. */
export function readConfiguration(environment: Environment): ReadConfiguration {
  const read = (name: string): string | undefined => environment[name]?.trim() || undefined;
  try {
    const configuration = {
      grant: grantOf(read),
      apiUrl: origin("XERO_API_URL", apiUrl(read("XERO_API_URL") ?? "https://api.xero.com")),
      identityUrl: origin("XERO_IDENTITY_URL", read("XERO_IDENTITY_URL") ?? "https://identity.xero.com"),
      scopes: scopesOf(read("XERO_SCOPES")),
      tenant: read("XERO_TENANT"),
      tokenFile: read("XERO_TOKEN_FILE"),
      tokenKey: keyOf(read("XERO_TOKEN_KEY")),
    };
    return { ok: true, configuration };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { ok: false, problem: `this server is not configured: ${error.message}` };
  }
}

type Read = (name: string) => string | undefined;

/** What is wrong with the environment; never leaves this file. */
class Wrong extends Error {}

function grantOf(read: Read): Grant {
  const token = read("XERO_CLIENT_BEARER_TOKEN");
  if (token !== undefined) return { kind: "token", token: bearer(token) };
  const clientId = read("XERO_CLIENT_ID");
  const clientSecret = read("XERO_CLIENT_SECRET");
  if (clientId === undefined) {
    throw new Wrong(
      "XERO_CLIENT_ID is not set in the server's environment; with XERO_CLIENT_SECRET it is a custom connection, with XERO_REDIRECT_URI an app that a person signs in to",
    );
  }
  const redirect = read("XERO_REDIRECT_URI");
  if (clientSecret !== undefined && redirect === undefined) return { kind: "connection", clientId, clientSecret };
  return { kind: "person", clientId, clientSecret, redirectUrl: redirectUrl(redirect ?? usualRedirect) };
}

function bearer(token: string): string {
  if (!/^[\w.~+/=-]+$/.test(token)) throw new Wrong("XERO_CLIENT_BEARER_TOKEN has characters that no token has");
  return token;
}

// The callback carries the code that opens the accounts: it must not leave this machine.
function redirectUrl(given: string): URL {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined) throw new Wrong(`XERO_REDIRECT_URI is no address, such as ${usualRedirect}`);
  if (url.protocol !== "http:" || !isLoopback(url.hostname)) {
    throw new Wrong(
      `XERO_REDIRECT_URI must begin with http://localhost, http://127.0.0.1 or http://[::1], such as ${usualRedirect}: the answer of a sign-in is taken on this machine only`,
    );
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "" || url.port === "0") {
    throw new Wrong("XERO_REDIRECT_URI must have no user name, password, query or fragment, and a port other than 0");
  }
  return url;
}

/** Xero's documentation gives the address of its accounting API with this path. */
const apiUrl = (given: string): string => given.replace(/\/api\.xro\/2\.0\/?$/, "");

function origin(name: string, given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new Wrong(`${name} is no http(s) address, such as https://api.xero.com`);
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw new Wrong(
      `${name} must begin with https:// unless it is on this machine: tokens would cross the network unsealed`,
    );
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "" || url.pathname !== "/") {
    throw new Wrong(`${name} must be scheme, host and port only, without user name, path or query`);
  }
  return url.origin;
}

const isLoopback = (hostname: string): boolean => /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);

function scopesOf(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const scopes = given.split(/[\s,]+/).filter((each) => each !== "");
  if (scopes.every((each) => /^[a-z][a-z._-]*$/.test(each))) return scopes.join(" ");
  throw new Wrong("XERO_SCOPES is a list of names such as accounting.contacts, with spaces between them");
}

function keyOf(given: string | undefined): Uint8Array | undefined {
  if (given === undefined) return undefined;
  if (/^[0-9a-f]{64}$/i.test(given)) return Buffer.from(given, "hex");
  const bytes = /^[A-Za-z0-9+/_-]{43}=?$/.test(given) ? Buffer.from(given, "base64") : Buffer.alloc(0);
  if (bytes.length === 32) return bytes;
  throw new Wrong(
    "XERO_TOKEN_KEY is not 32 bytes as 64 hex digits or 44 characters of base64; `openssl rand -base64 32` makes one",
  );
}
