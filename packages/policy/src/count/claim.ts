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
  const place = claim.name === null ? `${owners.policy}\n` : "";
  return `${claim.scope}\n${ownerOf(claim.scope, owners)}\n${place}${claim.identity}`;
}

/** Names of owners are ids without line breaks; whoever has none of a kind has another number of lines. */
function ownerOf(scope: Scope, { organisation, server, grant, session }: Owners): string {
  switch (scope) {
    case "organisation":
      return organisation;
    case "server":
      return `${organisation}\n${server}`;
    case "grant":
      return `${server}\n${grant}`;
    case "session":
      return session === undefined
        ? `${server}\n${grant}\nwithout a session`
        : `${server}\n${grant}\nsession\n${oneLine(session)}`;
  }
}

/** A session is named by others. */
function oneLine(session: string): string {
  return /[\n"]/.test(session) ? JSON.stringify(session) : session;
}
