/** Asks for a token with the environment that it is given, when it is told to, and prints it. */
import { once } from "node:events";
import { openAccess } from "../../../src/access/open.js";

const access = openAccess(JSON.parse(process.argv[2] ?? "{}"));
process.send?.("ready");
await once(process, "message");
// All that comes before the waiting for others is done before this returns.
const asked = access.token();
process.send?.("asked");
console.log(await asked);
process.disconnect();
