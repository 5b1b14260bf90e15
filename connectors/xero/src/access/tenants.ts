/** Which organisations the sign-in reaches, and which one is meant. */
import { ExchangeFailure, exchange } from "@turnpike/connector-kit";
import type { Tenant } from "./access.js";
import type { Clock } from "./clock.js";
import { unreachable } from "./identity-problem.js";
import { AccessProblem } from "./problem.js";
import type { TokenSource } from "./tokens/token-source.js";

/** Reads the list, or a list read a short while ago. */
export type Tenants = {
  list(signal?: AbortSignal): Promise<readonly Tenant[]>;
  /** Reads the list anew. */
  refreshed(signal?: AbortSignal): Promise<readonly Tenant[]>;
};

const keptMs = 5 * 60_000;
const timeoutMs = 20_000;
const maxAnswerBytes = 4 * 1024 * 1024;

/** The organisations behind these tokens. */
export function tenantsAt(apiUrl: string, tokens: TokenSource, clock: Clock): Tenants {
  let kept: { readonly list: readonly Tenant[]; readonly at: number } | undefined;
  const refreshed = async (signal?: AbortSignal) => {
    const list = await read(`${apiUrl}/connections`, tokens, clock, signal);
    kept = { list, at: clock.now() };
    return list;
  };
  return {
    refreshed,
    list: async (signal) =>
      kept !== undefined && Math.abs(clock.now() - kept.at) < keptMs ? kept.list : await refreshed(signal),
  };
}

async function read(url: string, tokens: TokenSource, clock: Clock, signal: AbortSignal | undefined) {
  const token = await tokens.token(signal);
  const first = await ask(url, token, clock, signal);
  const answer = first.status === 401 ? await ask(url, await tokens.renewed(token, signal), clock, signal) : first;
  if (answer.status === 200) return listIn(answer.text);
  if (answer.status === 401 || answer.status === 403) {
    throw new AccessProblem("refused", "Xero does not accept the sign-in: call `authenticate` to sign in again");
  }
  const wait = /^\d{1,5}$/.exec(answer.headers.get("retry-after") ?? "")?.[0];
  const when = wait === undefined ? "try again later" : `try again in ${wait} seconds`;
  throw new AccessProblem("unreachable", `Xero did not list the organisations (HTTP ${answer.status}): ${when}`);
}

async function ask(url: string, token: string, clock: Clock, signal: AbortSignal | undefined) {
  const timeout = clock.timeout(timeoutMs);
  try {
    return await exchange(url, {
      method: "GET",
      headers: { authorization: `Bearer ${token}`, accept: "application/json", "user-agent": "turnpike-xero" },
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      maxAnswerBytes,
    });
  } catch (error) {
    if (signal?.aborted === true) throw new AccessProblem("cancelled", "the call was cancelled");
    throw error instanceof ExchangeFailure ? unreachable(error, "Xero's API") : error;
  }
}

function listIn(text: string): readonly Tenant[] {
  try {
    return (JSON.parse(text) as readonly Record<string, unknown>[]).map(({ tenantId, tenantName, tenantType }) => ({
      id: String(tenantId),
      name: String(tenantName ?? ""),
      type: String(tenantType ?? ""),
    }));
  } catch {
    throw new AccessProblem(
      "unreachable",
      "what answers as Xero's API gives no list of organisations that can be read",
    );
  }
}

/** The one that is meant: `named`, else `usual`, else the only one. Names count whatever their case, unless two differ by it only. */
export function chosen(list: readonly Tenant[], named: string | undefined, usual: string | undefined): Tenant {
  if (list.length === 0) {
    throw new AccessProblem("tenant", "the sign-in reaches no organisation: connect one with `authenticate`");
  }
  const wanted = named?.trim() || usual;
  if (wanted !== undefined) return found(list, wanted, named?.trim() ? "no organisation is named so" : usualMissing);
  const [only, ...others] = list;
  if (only !== undefined && others.length === 0) return only;
  throw new AccessProblem(
    "tenant",
    `several organisations are connected, name the one that is meant with \`tenant\`: ${names(list)}`,
  );
}

const usualMissing = "the organisation in XERO_TENANT is not connected";

function found(list: readonly Tenant[], wanted: string, missing: string): Tenant {
  const lower = wanted.toLowerCase();
  const same = [
    list.filter((each) => each.id.toLowerCase() === lower),
    list.filter((each) => each.name === wanted),
    list.filter((each) => each.name.toLowerCase() === lower),
  ].find((each) => each.length > 0);
  const [first, ...others] = same ?? [];
  if (first === undefined) throw new AccessProblem("tenant", `${missing}; connected are: ${names(list)}`);
  if (others.length === 0) return first;
  const ids = [first, ...others].map((each) => each.id).join(", ");
  throw new AccessProblem("tenant", `several organisations have that name, give the id: ${ids}`);
}

const names = (list: readonly Tenant[]): string => list.map(({ name, id }) => `${name} (${id})`).join(", ");
