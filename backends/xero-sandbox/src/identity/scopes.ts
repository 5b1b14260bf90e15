/** What a client may ask for. */
import { accountingScopes } from "../scopes.js";

/** Scopes that say who the person is, or that access lasts: a person grants them, an app by itself has no use for them. */
const personScopes: ReadonlySet<string> = new Set(["openid", "profile", "email", "offline_access"]);

/** Every scope that a person can grant. */
export const allScopes: readonly string[] = [...personScopes, ...accountingScopes];

const split = (given: string): readonly string[] => [...new Set(given.split(" ").filter((each) => each !== ""))];

/** The scopes that a person is asked for; undefined where one is unknown or there is none. */
export function personal(given: string): readonly string[] | undefined {
  const scopes = split(given);
  return scopes.length > 0 && scopes.every((each) => personScopes.has(each) || accountingScopes.has(each))
    ? scopes
    : undefined;
}

/** The scopes that an app asks for itself: all of the accounting API when it names none. */
export function own(given: string): readonly string[] | undefined {
  const scopes = split(given);
  if (scopes.length === 0) return [...accountingScopes];
  return scopes.every((each) => accountingScopes.has(each)) ? scopes : undefined;
}

/** Scopes as they are kept and sent. */
export const joined = (scopes: readonly string[]): string => scopes.join(" ");
