/** The connector's public door, for programs that start it inside themselves. */
export { type HttpOptions, type Listening, serveOnHttp } from "@turnpike/connector-kit";
export type { Environment } from "./access/configuration.js";
export { serverFactory } from "./server.js";
