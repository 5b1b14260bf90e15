/** What the program of every connector is made of, whatever it connects to: its command line, its doors, its exchanges. */
export { type Answered, ExchangeFailure, exchange } from "./http/exchange.js";
export type { Program } from "./program.js";
export { runConnector } from "./run-connector.js";
export { published } from "./schema/published.js";
export { type HttpOptions, type Listening, serveOnHttp } from "./serve/http.js";
export { isCalendarDate } from "./text/calendar-date.js";
export { hiding } from "./text/secrets.js";
