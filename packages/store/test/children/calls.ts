/**
 * Makes calls without end, up to 32 at a time, and says each record's id once it is reserved and once it is settled. Every
 * third call fails and gives back what it took: `calls.ts FOLDER`.
 */

import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { openSqlite } from "../../src/index.js";
import { claim, ONE, recordOf, stateOf } from "../suites/calls.js";

const [folder = ""] = process.argv.slice(2);
const { counters } = await openSqlite({ folder, busyMs: 20_000 });

/** At once, so that nothing that was said is lost with the process; again where whoever reads is slow. */
function say(line: string): void {
  for (let said = false; !said; ) {
    try {
      writeSync(1, `${line}\n`);
      said = true;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== "EAGAIN") throw thrown;
    }
  }
}

async function call(number: number): Promise<void> {
  const limit = { key: "shared", claim: claim(1_000_000_000, { kind: "amount" }) };
  const reservation = await counters.reserve({ how: "reserve", claims: [limit], record: recordOf() });
  const { recordId } = reservation;
  say(`reserved ${recordId}`);
  await sleep(Math.random() * 5);
  const failed = number % 3 === 0;
  const release = failed
    ? [{ key: "shared", amount: ONE, windowStart: stateOf(reservation, "shared").windowStart }]
    : [];
  await counters.settle({ recordId, release, completion: { upstreamStatus: failed ? 500 : 200, latencyMs: 1 } });
  say(`settled ${recordId}`);
}

async function caller(first: number): Promise<void> {
  for (let number = first; ; number += 32) await call(number);
}
await Promise.all(Array.from({ length: 32 }, (_, first) => caller(first)));
