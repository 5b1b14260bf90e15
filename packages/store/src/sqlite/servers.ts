/** Servers in SQLite. A removed server's row stays, without its credentials, since policies and grants refer to it. */

import { StoreFault } from "../ports/errors.js";
import type { NewServer, Server, Servers, Target } from "../ports/servers.js";
import type { Sealed } from "../ports/vault.js";
import { orStoreFault } from "./faults.js";
import type { Scope } from "./scope.js";

type Row = { id: string; name: string; target: string; credentials: Sealed | null; created_at: number };

const NAME = /^[a-z0-9-]{1,63}$/;
const COLUMNS = "id, name, target, credentials, created_at";

export function sqliteServers({ connection, organisation, clock }: Scope): Servers {
  const { db } = connection;
  const insert = db.prepare(
    "insert into servers (id, organisation, name, target, credentials, created_at) values (?, ?, ?, ?, ?, ?)",
  );
  const live = `select ${COLUMNS} from servers where organisation = ${organisation.number} and removed_at is null`;
  const all = db.prepare<[], Row>(`${live} order by name`);
  const byId = db.prepare<[string], Row>(`${live} and id = ?`);
  const byName = db.prepare<[string], Row>(`${live} and name = ?`);
  const retire = db.prepare("update servers set removed_at = ?, credentials = null where id = ?");
  const revoke = db.prepare("update grants set revoked_at = ? where server = ? and revoked_at is null");

  const found = (id: string): Row => {
    const row = byId.get(id);
    if (row === undefined) throw new StoreFault("not_found", `no server \`${id}\``);
    return row;
  };
  const write = ({ id, name, target, credentials }: NewServer): Server => {
    if (byName.get(name) !== undefined) throw new StoreFault("name_taken", `there is a server \`${name}\``);
    const createdAt = clock();
    insert.run(id, organisation.number, name, JSON.stringify(target), credentials, createdAt);
    return { id, name, target, credentials, createdAt };
  };

  return {
    async add(server) {
      if (!NAME.test(server.name)) {
        throw new StoreFault("name_malformed", `\`${server.name}\` is not 1 to 63 of a to z, 0 to 9 and -`);
      }
      return connection.write(() => write(server));
    },
    async list() {
      return orStoreFault(() => all.all().map(serverOf));
    },
    async get(id) {
      return orStoreFault(() => serverOf(found(id)));
    },
    async remove(id) {
      await connection.write(() => {
        const at = clock();
        retire.run(at, found(id).id);
        revoke.run(at, id);
      });
    },
  };
}

function serverOf({ id, name, target, credentials, created_at }: Row): Server {
  return { id, name, target: targetOf(target), credentials, createdAt: created_at };
}

/** A target as its column holds it. */
export function targetOf(column: string): Target {
  return JSON.parse(column) as Target;
}
