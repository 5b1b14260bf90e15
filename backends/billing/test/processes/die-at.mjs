// Opens books, runs one action, and kills itself with SIGKILL before the statement whose number is given. Without a
// death it prints how many statements there were.

import { openBilling } from "@turnpike/billing";
import Database from "better-sqlite3";

const [, , file, deadly, command, values] = process.argv;
const billing = await openBilling({ database: file });
const statement = Object.getPrototypeOf(new Database(":memory:").prepare("select 1"));
let statements = 0;
for (const method of ["run", "all"]) {
  const real = statement[method];
  statement[method] = function (...parameters) {
    statements += 1;
    if (statements === Number(deadly)) process.kill(process.pid, "SIGKILL");
    return real.apply(this, parameters);
  };
}
const answer = await billing.localApi(command, JSON.parse(values));
if (answer.result !== "success") throw new Error(answer.message);
console.log(statements);
