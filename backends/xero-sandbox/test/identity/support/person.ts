/** A person with a browser that has no script, as far as HTTP goes: follows the page's form and keeps its cookie. */
import { createHash } from "node:crypto";
import type { IdentityServer } from "./identity-server.js";

export const redirectUri = "http://localhost:3000/callback";
const verifier = "a-verifier-of-43-characters-at-the-very-least";
const challenge = createHash("sha256").update(verifier).digest("base64url");

/** Parameters of an app's request by PKCE; undefined leaves one out. */
export type Parameters = Readonly<Record<string, string | undefined>>;

/** The address of a request to sign in, with the usual parameters unless others are given. */
export function authorizeUrl({ url, client }: IdentityServer, more: Parameters = {}): URL {
  const address = new URL("/identity/connect/authorize", url);
  const parameters: Parameters = {
    response_type: "code",
    client_id: client.clientId,
    redirect_uri: redirectUri,
    scope: "offline_access accounting.contacts",
    state: "the state",
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...more,
  };
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) address.searchParams.set(name, value);
  return address;
}

/** The page that a request is answered with, and what its form sends. */
export async function openPage(address: URL) {
  const response = await fetch(address, { redirect: "manual" });
  const html = await response.text();
  const request = /name="request" value="([^"]+)"/.exec(html)?.[1] ?? "";
  const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  return { response, html, request, cookie };
}

/** Sends the form. */
export async function answerPage(
  { url }: IdentityServer,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const body = new URLSearchParams(fields);
  return await fetch(new URL("/identity/connect/authorize", url), {
    method: "POST",
    body,
    headers,
    redirect: "manual",
  });
}

/** Where the browser is sent after the person has agreed. */
export async function agree(server: IdentityServer, more: Parameters = {}): Promise<URL> {
  const { request, cookie } = await openPage(authorizeUrl(server, more));
  const fields = { request, answer: "allow", organisation: server.organisations[0] };
  const response = await answerPage(server, fields, { cookie });
  return new URL(response.headers.get("location") ?? "about:blank");
}

/** What the token endpoint answers. */
export type TokenAnswer = {
  readonly status: number;
  readonly error?: string;
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly expires_in: number;
  readonly scope: string;
};

/** Asks the token endpoint as the app, without its secret unless the fields or headers have it. */
export async function askToken(
  { url, client }: IdentityServer,
  fields: Parameters,
  headers: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> {
  const body = new URLSearchParams();
  const all: Parameters = { client_id: client.clientId, ...fields };
  for (const [name, value] of Object.entries(all)) if (value !== undefined) body.set(name, value);
  const response = await fetch(new URL("/connect/token", url), { method: "POST", body, headers });
  return { status: response.status, ...((await response.json()) as Omit<TokenAnswer, "status">) };
}

/** What a code is exchanged with. */
export const exchange = (code: string | null): Parameters => ({
  grant_type: "authorization_code",
  code: code ?? "",
  redirect_uri: redirectUri,
  code_verifier: verifier,
});

/** A whole sign-in by PKCE: the tokens. */
export async function signIn(server: IdentityServer, more: Parameters = {}): Promise<TokenAnswer> {
  return await askToken(server, exchange((await agree(server, more)).searchParams.get("code")));
}

/** What a refresh token is renewed with. */
export const renewal = (refreshToken: string | undefined): Parameters => ({
  grant_type: "refresh_token",
  refresh_token: refreshToken,
});
