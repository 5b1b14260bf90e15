/** What the program of every connector is made of, whatever it connects to: its command line and its doors. */
export type { Program } from "./program.js";
export { runConnector } from "./run-connector.js";
export { published } from "./schema/published.js";
export { type HttpOptions, type Listening, serveOnHttp } from "./serve/http.js";
