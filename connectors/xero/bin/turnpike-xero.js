#!/usr/bin/env node
// The `turnpike-xero` command. Committed as it is, because npm links no binary whose file is missing at install time.
import { existsSync } from "node:fs";

const program = new URL("../dist/main.js", import.meta.url);
if (!existsSync(program)) {
  console.error("turnpike-xero is not built yet: run `npm install` (or `npm run build`) in the clone first");
  process.exit(2);
}
await import(program.href);
