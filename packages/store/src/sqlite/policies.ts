/** Policies in SQLite: one row a policy, one row a version. */

import { newId } from "../ids.js";
import { StoreFault } from "../ports/errors.js";
import type { Policies, Policy, PolicyVersion } from "../ports/policies.js";
import { orStoreFault } from "./faults.js";
import type { Scope } from "./scope.js";

const POLICY = `select p.id, p.server, p.name, v.version, p.created_at as createdAt, v.created_at as savedAt
  from policies p join policy_versions v on v.policy = p.id
  where v.version = (select max(version) from policy_versions where policy = p.id)`;

export function sqlitePolicies({ connection, organisation, clock }: Scope): Policies {
  const { db } = connection;
  const own = `${POLICY} and p.organisation = ${organisation.number}`;
  const ofServer = db.prepare<[string], Policy>(`${own} and p.server = ? order by p.name`);
  const byId = db.prepare<[string], Policy>(`${own} and p.id = ?`);
  const byName = db.prepare<[string, string], Policy>(`${own} and p.server = ? and p.name = ?`);
  const liveServer = db
    .prepare<[string], number>(
      `select 1 from servers where organisation = ${organisation.number} and id = ? and removed_at is null`,
    )
    .pluck();
  const versions = db.prepare<[string], PolicyVersion>(
    "select version, document, created_at as createdAt from policy_versions where policy = ? order by version desc",
  );
  const insert = db.prepare("insert into policies (id, organisation, server, name, created_at) values (?, ?, ?, ?, ?)");
  const insertVersion = db.prepare(
    "insert into policy_versions (policy, version, organisation, document, created_at) values (?, ?, ?, ?, ?)",
  );

  const found = (id: string): Policy => {
    const policy = byId.get(id);
    if (policy === undefined) throw new StoreFault("not_found", `no policy \`${id}\``);
    return policy;
  };
  const write = (server: string, name: string, document: string, unlessInForce: boolean): Policy => {
    if (liveServer.get(server) === undefined) throw new StoreFault("not_found", `no server \`${server}\``);
    const at = clock();
    const before = byName.get(server, name);
    if (unlessInForce && before !== undefined && versions.get(before.id)?.document === document) return before;
    const id = before?.id ?? newId("policy", at);
    if (before === undefined) insert.run(id, organisation.number, server, name, at);
    insertVersion.run(id, (before?.version ?? 0) + 1, organisation.number, document, at);
    return found(id);
  };

  return {
    async save({ server, name, document, unlessInForce = false }) {
      if (name.trim() === "") throw new StoreFault("name_malformed", "a policy's name is not empty");
      return connection.write(() => write(server, name, document, unlessInForce));
    },
    async list(server) {
      return orStoreFault(() => ofServer.all(server));
    },
    async get(id) {
      return orStoreFault(() => found(id));
    },
    async history(id) {
      return orStoreFault(() => versions.all(found(id).id));
    },
  };
}
