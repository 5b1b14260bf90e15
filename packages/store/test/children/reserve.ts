/**
 * Makes so many calls under one limit, some at a time, once it hears something on standard input, and says how many were
 * admitted: `reserve.ts FOLDER MAX CALLS TOGETHER`.
 */

import { once } from "node:events";
import { openSqlite } from "../../src/index.js";
import { admitted, claim, reserve } from "../suites/calls.js";

const [folder = "", max, calls, together] = process.argv.slice(2);
const { counters, close } = await openSqlite({ folder, busyMs: 20_000 });
console.log("ready");
await once(process.stdin, "data");
let count = 0;
for (let made = 0; made < Number(calls); made += Number(together)) {
  const group = Array.from({ length: Number(together) }, () =>
    reserve(counters, [{ key: "shared", claim: claim(Number(max)) }]),
  );
  count += (await Promise.all(group)).filter(admitted).length;
}
console.log(count);
await close();
process.exit(0);
