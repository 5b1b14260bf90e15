/** `npm run soak -- --minutes M [--seed N] [--rate CALLS_A_SECOND]`: prints each measure, then the result and the seed. */
import { parseArgs } from "node:util";
import { type SoakResult, soak } from "./soak.js";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    rate: { type: "string", default: "50" },
  },
});
const options = { minutes: Number(values.minutes), seed: Number(values.seed), rate: Number(values.rate) };
console.log(`seed ${options.seed}`);
const result = await soak({ ...options, report: (taken) => console.log(JSON.stringify(taken)) });
console.log(JSON.stringify({ ...result, measures: undefined }, undefined, 2));
const wrong = whatIsWrong(result);
if (wrong.length > 0) {
  console.error(`the soak with seed ${options.seed} failed:\n${wrong.join("\n")}`);
  process.exitCode = 1;
}

function whatIsWrong({ audit, leftAtGateway, leftAtServers, orphans, exitCode }: SoakResult): readonly string[] {
  const left = { leftAtGateway, leftAtServers, orphans, exitCode };
  const remaining = Object.entries(left).flatMap(([name, count]) => (count === 0 ? [] : [`${name}: ${count}`]));
  return [...audit.problems, ...remaining];
}
