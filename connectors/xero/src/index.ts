/** The connector's public door, for programs that start it inside themselves. */
export { version } from "./version.js";
