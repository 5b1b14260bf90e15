/** One limit as one call meets it: what to count, where, how much and up to what. */

import type { OnError, Scope } from "../document.js";
import type { CounterWindow } from "./windows.js";

export type Claim = {
  /** Pointer of the limit: `/tools/T/limits/0` or `/tools/T/rate_limit`. */
  readonly rule: string;
  readonly scope: Scope;
  /** The counter's name; null for a `rate_limit`. */
  readonly name: string | null;
  /** What tells the counter from others of its owner; editing the policy does not change it while the limit stays. */
  readonly identity: string;
  readonly window: CounterWindow;
  /** In millionths; `max` rounded down. */
  readonly max: bigint;
  readonly amount: bigint;
  /** `count` for `increment` and `rate_limit`, `amount` for `increment_from`. */
  readonly kind: "count" | "amount";
  readonly onError: OnError;
  readonly onDeny?: string;
};

/** Who owns the counters of a call. Without sessions in the protocol, `session` is left out and the grant counts. */
export type Owners = {
  readonly organisation: string;
  readonly server: string;
  readonly policy: string;
  readonly grant: string;
  readonly session?: string | undefined;
};

/** The key of the claim's counter, the same in every process and after every edit that leaves the limit in place. */
export function counterKey(claim: Claim, owners: Owners): string {
  const place = claim.name === null ? [owners.policy] : [];
  return JSON.stringify([claim.scope, ...ownerOf(claim.scope, owners), ...place, claim.identity]);
}

function ownerOf(scope: Scope, owners: Owners): readonly string[] {
  switch (scope) {
    case "organisation":
      return [owners.organisation];
    case "server":
      return [owners.organisation, owners.server];
    case "grant":
      return [owners.server, "grant", owners.grant];
    case "session":
      return owners.session === undefined
        ? [owners.server, "grant", owners.grant]
        : [owners.server, "grant", owners.grant, "session", owners.session];
  }
}
