/** The organisation of a local gateway: one, made when the folder is. */

import { newId } from "../ids.js";
import type { Connection } from "./connection.js";
import type { Scope } from "./scope.js";

/** The organisation of the folder, made if there is none yet. Fault: `store_unavailable`. */
export async function localOrganisation(connection: Connection, at: number): Promise<Scope["organisation"]> {
  const find = connection.db.prepare<[], Scope["organisation"]>("select number, id from organisations order by number");
  const found = find.get();
  if (found !== undefined) return found;
  return connection.write(() => {
    const made = find.get();
    if (made !== undefined) return made;
    const id = newId("organisation", at);
    const insert = connection.db.prepare("insert into organisations (id, name, created_at) values (?, 'local', ?)");
    return { number: Number(insert.run(id, at).lastInsertRowid), id };
  });
}
