/** Loaded into a gateway before it starts: on SIGUSR2 it collects garbage and writes down what memory is left. */
import { appendFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc") as () => void;

process.on("SIGUSR2", () => {
  gc();
  appendFileSync(process.env.HEAP_FILE ?? "", `${JSON.stringify(process.memoryUsage())}\n`);
});
