/** The example server's public door. */
export type { Example } from "./start.js";
export { startExample } from "./start.js";
export type { CallCounts } from "./tools.js";
