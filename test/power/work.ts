/**
 * Works on a data folder as a gateway does, and says in a file what it was told that it has: `work.ts FOLDER DURABILITY
 * CALLS`. A server with sealed credentials first; then so many calls, of which every third gives back what it took.
 */
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { newId, openSqlite, openVault } from "@turnpike/store";
import { claim, recordOf, stateOf } from "../../packages/store/test/suites/calls.js";
import { KEY, type Told } from "./told.js";

const [root = "", durability, calls] = process.argv.slice(2);
const folder = join(root, "data");
const tell = (told: Told) => appendFileSync(join(root, "told"), `${JSON.stringify(told)}\n`);
const TOGETHER = 8;

async function work(count: number): Promise<void> {
  const { counters, close } = await openSqlite({ folder, durability: durability === "power" ? "power" : "process" });
  let made = 0;
  const lane = async () => {
    while (made < count) {
      made += 1;
      const failed = made % 3 === 0;
      const amount = BigInt(made) * 10_000n;
      const limit = { key: KEY, claim: claim(1_000_000_000, { kind: "amount", amount }) };
      const record = recordOf({ name: `pay_${made}` });
      const reservation = await counters.reserve({ how: "reserve", claims: [limit], record });
      const { recordId } = reservation;
      tell({ kind: "reserved", record: recordId });
      const { windowStart } = stateOf(reservation, KEY);
      const release = failed ? [{ key: KEY, amount, windowStart }] : [];
      await counters.settle({ recordId, release, completion: { upstreamStatus: failed ? 500 : 200, latencyMs: 1 } });
      tell({ kind: "settled", record: recordId });
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, lane));
  await close();
}

mkdirSync(folder); // as the command line does, without having its name last
const { store, close } = await openSqlite({ folder, durability: durability === "power" ? "power" : "process" });
const vault = await openVault({ folder });
const id = newId("server", Date.now());
const credentials = await vault.seal(Buffer.from("secret"), id);
await store.servers.add({ id, name: "bank", target: { kind: "http", url: "http://127.0.0.1:1/" }, credentials });
tell({ kind: "server", server: id });
await close();
await work(Number(calls));
await work(TOGETHER * 3);
