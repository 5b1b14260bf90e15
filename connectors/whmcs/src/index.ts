/** The connector's public door, for programs that start it inside themselves. */
export type { Environment } from "./configuration.js";
export type { HttpOptions, Listening } from "./serve/http.js";
export { serveOnHttp } from "./serve/http.js";
export { serverFactory } from "./server.js";
