/**
 * The sign-in service: what is asked of it, by openid-client.
 *
 * The app's secret goes into the form and not into the header: the header's encoding of special characters is read in two
 * ways by servers, the form's in one.
 */
import { exchange } from "@turnpike/connector-kit";
import * as oauth from "openid-client";
import type { Clock } from "./clock.js";
import type { App } from "./configuration.js";
import { errorCode, identityProblem } from "./identity-problem.js";
import { broadScopes, fineScopes, lasting } from "./scopes.js";
import type { Tokens } from "./tokens/tokens.js";

/** What a sign-in is known by until its answer comes. */
export type Checks = { readonly state: string; readonly verifier: string };

/** The service, for one app. Everything rejects with an `AccessProblem`. */
export type Identity = {
  /** Where a person signs in, and what the answer must fit. */
  begin(redirectUrl: URL): Promise<{ readonly url: URL; readonly checks: Checks }>;
  /** Tokens for the code in the answer's address. */
  finish(answer: URL, checks: Checks): Promise<Tokens>;
  /** Other tokens for a refresh token. */
  refresh(refreshToken: string): Promise<Tokens>;
  /** Tokens for the app itself. */
  own(): Promise<Tokens>;
};

export type IdentityOptions = App & {
  readonly identityUrl: string;
  readonly scopes: string | undefined;
  readonly clock: Clock;
};

const timeoutMs = 20_000;
const maxAnswerBytes = 1024 * 1024;
const usualLifeSeconds = 1800;

/** The service at the address; it is asked for nothing yet. */
export function identityAt({ identityUrl, clientId, clientSecret, scopes, clock }: IdentityOptions): Identity {
  const found = discovered(new URL(identityUrl), clientId, clientSecret, clock);
  const asking = async (
    ask: (service: oauth.Configuration) => Promise<oauth.TokenEndpointResponse>,
    before?: string,
  ): Promise<Tokens> => {
    try {
      const service = await found();
      const asked = clock.now();
      return tokensOf(await ask(service), asked, before);
    } catch (error) {
      throw identityProblem(error);
    }
  };
  const ownTokens = (scope: string) => asking((service) => byItself(service, scope, scopes === undefined));
  return {
    async begin(redirectUrl) {
      try {
        return await request(await found(), redirectUrl, scopes ?? `${lasting} ${fineScopes}`);
      } catch (error) {
        throw identityProblem(error);
      }
    },
    finish: (answer, { state, verifier }) =>
      asking((service) =>
        oauth.authorizationCodeGrant(service, answer, { expectedState: state, pkceCodeVerifier: verifier }),
      ),
    refresh: (refreshToken) => asking((service) => oauth.refreshTokenGrant(service, refreshToken), refreshToken),
    own: () => ownTokens(scopes ?? fineScopes),
  };
}

/** What the service says of itself, asked until it has said it once. */
function discovered(url: URL, clientId: string, clientSecret: string | undefined, clock: Clock) {
  const plain = url.protocol === "http:";
  const options: oauth.DiscoveryRequestOptions = {
    [oauth.customFetch]: bounded(clock),
    ...(plain ? { execute: [oauth.allowInsecureRequests] } : {}),
  };
  let found: Promise<oauth.Configuration> | undefined;
  return async (): Promise<oauth.Configuration> => {
    const shown = clientSecret === undefined ? oauth.None() : oauth.ClientSecretPost(clientSecret);
    found ??= oauth.discovery(url, clientId, undefined, shown, options);
    try {
      return await found;
    } catch (error) {
      found = undefined;
      throw error;
    }
  };
}

// The library's own requests, with our bounds and our reading of what fails on the way.
function bounded(clock: Clock): oauth.CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const timeout = clock.timeout(timeoutMs);
    const answered = await exchange(url, {
      method,
      headers,
      body: body instanceof URLSearchParams || typeof body === "string" ? body : undefined,
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      maxAnswerBytes,
    });
    return new Response(answered.text, { status: answered.status, headers: answered.headers });
  };
}

async function request(service: oauth.Configuration, redirectUrl: URL, scope: string) {
  const checks = { state: oauth.randomState(), verifier: oauth.randomPKCECodeVerifier() };
  const url = oauth.buildAuthorizationUrl(service, {
    redirect_uri: redirectUrl.href,
    scope,
    state: checks.state,
    code_challenge: await oauth.calculatePKCECodeChallenge(checks.verifier),
    code_challenge_method: "S256",
  });
  return { url, checks };
}

// An app of before is asked for again with the names that it knows, unless the operator has chosen.
async function byItself(service: oauth.Configuration, scope: string, choose: boolean) {
  try {
    return await oauth.clientCredentialsGrant(service, { scope });
  } catch (error) {
    if (!choose || errorCode(error) !== "invalid_scope") throw error;
    return await oauth.clientCredentialsGrant(service, { scope: broadScopes });
  }
}

// Counted from when it was asked for, so that a slow answer makes no token seem to last longer.
function tokensOf(answer: oauth.TokenEndpointResponse, asked: number, before: string | undefined): Tokens {
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? before,
    expiresAt: asked + (answer.expires_in ?? usualLifeSeconds) * 1000,
  };
}
