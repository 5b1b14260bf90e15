/** Grants in SQLite. A grant that has ended keeps its row, so that it can be listed and its label read. */

import { newId, newToken } from "../ids.js";
import { StoreFault } from "../ports/errors.js";
import type { Grant, Grants, NewGrant } from "../ports/grants.js";
import { orStoreFault } from "./faults.js";
import type { Scope } from "./scope.js";

const COLUMNS = `id, server, label, token_prefix as tokenPrefix, policy, created_at as createdAt,
  expires_at as expiresAt, rotated_at as rotatedAt, revoked_at as revokedAt`;
const LABEL = /^(?=.*\S)\P{Cc}{1,128}$/u;

export function sqliteGrants(scope: Scope): Grants {
  const { connection, clock } = scope;
  const statements = grantStatements(scope);
  const { byId, setToken, setRevoked, setPolicy, all, ofServer } = statements;

  const found = (id: string): Grant => {
    const grant = byId.get(id);
    if (grant === undefined) throw new StoreFault("not_found", `no grant \`${id}\``);
    return grant;
  };
  const rotateLive = (id: string) => {
    const at = clock();
    if (!isLive(found(id), at)) throw new StoreFault("not_found", `grant \`${id}\` has ended; create a new one`);
    const { token, hash, prefix } = newToken();
    setToken.run(hash, prefix, at, id);
    return { grant: found(id), token };
  };

  return {
    async create(grant) {
      if (!LABEL.test(grant.label)) {
        throw new StoreFault("name_malformed", "a label is 1 to 128 characters, none of them a control character");
      }
      return connection.write(() => insertGrant(scope, statements, grant));
    },
    async list(server) {
      return orStoreFault(() => (server === undefined ? all.all() : ofServer.all(server)));
    },
    async get(id) {
      return orStoreFault(() => found(id));
    },
    async rotate(id) {
      return connection.write(() => rotateLive(id));
    },
    async revoke(id) {
      return connection.write(() => {
        setRevoked.run(clock(), found(id).id);
        return found(id);
      });
    },
    async attach(id, policy) {
      return connection.write(() => {
        statements.requirePolicy(policy, found(id).server);
        setPolicy.run(policy, id);
        return found(id);
      });
    },
  };
}

type Statements = ReturnType<typeof grantStatements>;

function grantStatements({ connection: { db }, organisation }: Scope) {
  const own = `organisation = ${organisation.number}`;
  const policyOf = db.prepare<[string], string>(`select server from policies where ${own} and id = ?`).pluck();
  return {
    all: db.prepare<[], Grant>(`select ${COLUMNS} from grants where ${own} order by created_at, id`),
    ofServer: db.prepare<[string], Grant>(
      `select ${COLUMNS} from grants where ${own} and server = ? order by created_at, id`,
    ),
    byId: db.prepare<[string], Grant>(`select ${COLUMNS} from grants where ${own} and id = ?`),
    labelled: db.prepare<[string, string], Grant>(
      `select ${COLUMNS} from grants where ${own} and server = ? and label = ? and revoked_at is null`,
    ),
    liveServer: db
      .prepare<[string], number>(`select 1 from servers where ${own} and id = ? and removed_at is null`)
      .pluck(),
    insert: db.prepare(
      `insert into grants (id, organisation, server, label, token_hash, token_prefix, policy, created_at, expires_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    setToken: db.prepare("update grants set token_hash = ?, token_prefix = ?, rotated_at = ? where id = ?"),
    setRevoked: db.prepare("update grants set revoked_at = ? where id = ? and revoked_at is null"),
    setPolicy: db.prepare("update grants set policy = ? where id = ?"),
    requirePolicy(policy: string | null, server: string): void {
      if (policy === null || policyOf.get(policy) === server) return;
      throw new StoreFault("not_found", `no policy \`${policy}\` on this grant's server`);
    },
  };
}

function insertGrant({ organisation, clock }: Scope, statements: Statements, grant: NewGrant) {
  const { server, label, policy, expiresAt } = grant;
  const at = clock();
  if (statements.liveServer.get(server) === undefined) throw new StoreFault("not_found", `no server \`${server}\``);
  statements.requirePolicy(policy, server);
  if (statements.labelled.all(server, label).some((other) => isLive(other, at))) {
    throw new StoreFault("name_taken", `a live grant of this server is labelled \`${label}\``);
  }
  const { token, hash, prefix } = newToken();
  const id = newId("grant", at);
  statements.insert.run(id, organisation.number, server, label, hash, prefix, policy, at, expiresAt);
  const made: Grant = { id, server, label, tokenPrefix: prefix, policy, createdAt: at, expiresAt, ...NOT_ENDED };
  return { grant: made, token };
}

const NOT_ENDED = { rotatedAt: null, revokedAt: null };

function isLive(grant: Grant, at: number): boolean {
  return grant.revokedAt === null && (grant.expiresAt === null || grant.expiresAt > at);
}
