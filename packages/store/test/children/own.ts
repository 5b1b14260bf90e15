/** Holds a folder as its gateway until it is killed: `own.ts FOLDER URL`. */

import { ownFolder } from "../../src/index.js";

const [folder = "", url = ""] = process.argv.slice(2);
ownFolder(folder).announce(url);
globalThis.gc?.();
console.log("owned");
setInterval(() => globalThis.gc?.(), 10);
