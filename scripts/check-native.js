// Runs at the end of an install: an embedded store that cannot work is said now, in a sentence, not at the first start.
import { sqliteProblem } from "../packages/cli/bin/sqlite.js";

const problem = await sqliteProblem();
if (problem !== undefined) {
  console.error(`\n  ${problem}\n`);
  process.exit(1);
}
