/**
 * What a token stood for is the same for call after call, so its names are kept once and records refer to them by a
 * number. Numbers given in a transaction are remembered only when it was committed.
 */

import type { LoggedPermit } from "../ports/log.js";
import type { Scope } from "./scope.js";

export type PermitNumbers = {
  numberOf(permit: LoggedPermit): number;
  committed(): void;
  rolledBack(): void;
};

export function permitNumbers({ connection: { db }, organisation }: Scope): PermitNumbers {
  const keep = db
    .prepare<(string | number)[], number>(
      `insert into permits (organisation, grant_id, grant_label, server_id, server_name, policy_id, policy_name,
         policy_version) values (?, ?, ?, ?, ?, ?, ?, ?)
       on conflict do update set server_id = excluded.server_id returning number`,
    )
    .pluck();
  const known = new WeakMap<LoggedPermit, number>();
  const fresh = new Map<LoggedPermit, number>();
  const make = (permit: LoggedPermit): number => {
    const { grant, server, policy } = permit;
    const named = policy === null ? ["", "", 0] : [policy.id, policy.name, policy.version];
    const number = Number(keep.get(organisation.number, grant.id, grant.label, server.id, server.name, ...named));
    fresh.set(permit, number);
    return number;
  };
  return {
    numberOf: (permit) => known.get(permit) ?? fresh.get(permit) ?? make(permit),
    committed() {
      for (const [permit, number] of fresh) known.set(permit, number);
      fresh.clear();
    },
    rolledBack() {
      fresh.clear();
    },
  };
}
