/** Opens access to Xero as the environment says. */
import type { Access, SignedIn } from "./access.js";
import { attempts } from "./attempts.js";
import { browserOf, type OpenBrowser, opener } from "./browser.js";
import { type Clock, machineClock } from "./clock.js";
import { type Configuration, type Environment, readConfiguration } from "./configuration.js";
import { identityAt } from "./identity.js";
import { keeper } from "./kept/keeper.js";
import { usualTokenFile } from "./kept/place.js";
import { AccessProblem } from "./problem.js";
import { type Attempt, beginSignIn } from "./sign-in.js";
import { chosen, tenantsAt } from "./tenants.js";
import { appTokens, givenToken } from "./tokens/app-tokens.js";
import { personTokens } from "./tokens/person-tokens.js";
import type { TokenSource } from "./tokens/token-source.js";

/** What is the machine's. */
export type Parts = { readonly clock: Clock; readonly openBrowser: OpenBrowser };

/** Access, which a configuration that is wrong does not make fail: every use of it says then what is missing. */
export function openAccess(environment: Environment, parts: Partial<Parts> = {}): Access {
  const read = readConfiguration(environment);
  if (!read.ok) return noAccess(read.problem);
  const { clock = machineClock, openBrowser = browserOf(opener(environment, process.platform)) } = parts;
  return accessBy(read.configuration, environment, { clock, openBrowser });
}

function noAccess(problem: string): Access {
  const reject = () => Promise.reject(new AccessProblem("configuration", problem));
  return {
    apiUrl: "https://api.xero.com",
    token: reject,
    renewed: reject,
    tenants: reject,
    tenant: reject,
    signIn: reject,
    close: () => Promise.resolve(),
  };
}

function accessBy(configuration: Configuration, environment: Environment, parts: Parts): Access {
  const { apiUrl, tenant: usual } = configuration;
  const { tokens, begin } = waysIn(configuration, environment, parts);
  const tenants = tenantsAt(apiUrl, tokens, parts.clock);
  const signing = begin === undefined ? undefined : attempts(begin, parts.clock);
  return {
    apiUrl,
    token: (signal) => tokens.token(signal),
    renewed: (refused, signal) => tokens.renewed(refused, signal),
    tenants: (signal) => tenants.list(signal),
    async tenant(named, signal) {
      try {
        return chosen(await tenants.list(signal), named, usual);
      } catch (error) {
        // What is not in a list of some minutes ago may have been connected since.
        if (!(error instanceof AccessProblem) || error.kind !== "tenant") throw error;
        return chosen(await tenants.refreshed(signal), named, usual);
      }
    },
    async signIn(signal) {
      const signedIn = async (remark?: string): Promise<SignedIn> => ({
        kind: "signed_in",
        tenants: await tenants.refreshed(signal),
        remark,
      });
      if (signing?.current() !== undefined) return await signing.follow(signedIn, signal);
      try {
        const state = await signedIn();
        // What reaches nothing is of no use to anybody: a person can choose again.
        if (signing === undefined || state.tenants.length > 0) return state;
      } catch (error) {
        const needed = error instanceof AccessProblem && ["sign_in", "refused"].includes(error.kind);
        if (signing === undefined || !needed) throw error;
      }
      return await signing.follow(signedIn, signal);
    },
    close: async () => await signing?.stop(),
  };
}

type WaysIn = { readonly tokens: TokenSource; readonly begin?: () => Promise<Attempt> };

function waysIn({ grant, ...rest }: Configuration, environment: Environment, { clock, openBrowser }: Parts): WaysIn {
  if (grant.kind === "token") return { tokens: givenToken(grant.token) };
  const { identityUrl, scopes, tokenKey } = rest;
  const { clientId, clientSecret } = grant;
  const identity = identityAt({ identityUrl, clientId, clientSecret, scopes, clock });
  if (grant.kind === "connection") return { tokens: appTokens(identity, clock) };
  const file = rest.tokenFile ?? usualTokenFile(environment, identityUrl, clientId);
  const kept = keeper({ file, key: tokenKey, purpose: `${identityUrl} ${clientId}`, clock });
  const tokens = personTokens(identity, kept, clock);
  const { redirectUrl } = grant;
  return { tokens, begin: () => beginSignIn({ identity, tokens, redirectUrl, openBrowser, clock }) };
}
