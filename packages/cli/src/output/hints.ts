/** Commands that are printed to be copied: they name the program as it was called and the data folder that was meant. */
import type { Context } from "../context.js";
import { quote } from "../invocation.js";

/**
 * How to call the program again on the same data: `turnpike`, or `turnpike --data DIR` where that was given. What
 * follows the program's name at once is an option of npx's own unless `--` stands before the name.
 */
export function withData({ program, dataFlag }: Pick<Context, "program" | "dataFlag">): string {
  return dataFlag === undefined ? program : `${program.replace(/^npx --no /, "$&-- ")} --data ${quote(dataFlag)}`;
}
