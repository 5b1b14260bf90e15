/** What a token stands for, in one statement. */

import type { Permit } from "../ports/grants.js";
import type { Sealed } from "../ports/vault.js";
import { orStoreFault } from "./faults.js";
import type { Scope } from "./scope.js";
import { targetOf } from "./servers.js";

type Row = {
  grant: string;
  label: string;
  expires_at: number | null;
  server: string;
  server_name: string;
  target: string;
  credentials: Sealed | null;
  policy: string | null;
  policy_name: string;
  version: number;
  document: string;
};

const PERMIT = `select g.id as "grant", g.label, g.expires_at, s.id as server, s.name as server_name, s.target,
    s.credentials, p.id as policy, p.name as policy_name, v.version, v.document
  from grants g
  join servers s on s.id = g.server and s.removed_at is null
  left join policies p on p.id = g.policy
  left join policy_versions v on v.policy = p.id
    and v.version = (select max(version) from policy_versions where policy = p.id)
  where g.token_hash = ? and g.revoked_at is null and g.organisation = ?`;

/** `Store.permit` on SQLite. */
export function sqlitePermit({ connection, organisation }: Scope): (tokenHash: string) => Promise<Permit | undefined> {
  const find = connection.db.prepare<[string, number], Row>(PERMIT);
  return async (tokenHash) => {
    const row = orStoreFault(() => find.get(tokenHash, organisation.number));
    return row === undefined ? undefined : permitOf(row, organisation.id);
  };
}

function permitOf(row: Row, organisation: string): Permit {
  const { policy: id, policy_name: name, version, document } = row;
  return {
    organisation,
    grant: { id: row.grant, label: row.label, expiresAt: row.expires_at },
    server: { id: row.server, name: row.server_name, target: targetOf(row.target), credentials: row.credentials },
    policy: id === null ? null : { id, name, version, document },
  };
}
