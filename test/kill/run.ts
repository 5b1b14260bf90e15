/** `npm run kills -- --kills N [--seed N]`: prints how far it is, then what was killed where, and the seed. */
import { parseArgs } from "node:util";
import { killMany } from "./kills.js";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "500" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const started = Date.now();
const report = (killed: number) => console.log(`${killed} kills, ${Math.round((Date.now() - started) / 1000)} s`);
const result = await killMany({ kills: Number(values.kills), seed: Number(values.seed), report });
console.log(JSON.stringify(result, undefined, 2));
