/** Tokens without a person: an app signs in by itself, or somebody else has done it. */
import type { Clock } from "../clock.js";
import type { Identity } from "../identity.js";
import { AccessProblem } from "../problem.js";
import { waiting } from "../waiting.js";
import { another, sharing, type TokenSource } from "./token-source.js";
import { isGood, type Tokens } from "./tokens.js";

const nothingToKeep = () => Promise.resolve(undefined);

/** The tokens of an app that signs in by itself: kept by nobody, since the next one costs a request. */
export function appTokens(identity: Pick<Identity, "own">, clock: Clock): TokenSource {
  let held: Tokens | undefined;
  const shared = sharing(async (refused) => {
    if (held === undefined || !isGood(held, clock.now(), refused)) held = await identity.own();
    return held.accessToken;
  });
  return {
    token: (signal) => waiting(shared(undefined), signal),
    renewed: (refused, signal) => another(shared, refused, signal),
    adopt: nothingToKeep,
  };
}

/** A token that somebody else has fetched, and that only they can renew. */
export function givenToken(token: string): TokenSource {
  const refused = "Xero does not take the token in XERO_CLIENT_BEARER_TOKEN: it lasts 30 minutes, put a new one there";
  return {
    token: () => Promise.resolve(token),
    renewed: () => Promise.reject(new AccessProblem("configuration", refused)),
    adopt: nothingToKeep,
  };
}
