/** `npm run power -- [--calls N] [--cuts N] [--seed N]`: cuts the power under both durabilities and prints what is left. */
import { parseArgs } from "node:util";
import { cutPower } from "./cuts.js";

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "5000" },
    cuts: { type: "string", default: "500" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const seed = Number(values.seed);
const options = { calls: Number(values.calls), cuts: Number(values.cuts), seed };
console.log(`seed ${seed}`);
for (const durability of ["power", "process"] as const) {
  const result = await cutPower({ durability, ...options });
  console.log(JSON.stringify({ durability, ...result }));
  if (result.unsound.length > 0 || (durability === "power" && result.mostLost > 0)) process.exitCode = 1;
}
