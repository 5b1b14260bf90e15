/** A small Xero-compatible server. */
export { version } from "./version.js";
