/**
 * What the program of every connector is made of, whatever it connects to: its command line, its doors, what it
 * offers, its exchanges.
 */
export { type Answered, ExchangeFailure, exchange } from "./http/exchange.js";
export { prompt } from "./mcp/prompt.js";
export { type ResourceRow, registerResources } from "./mcp/resource.js";
export { type Declared, type Listed, listed, registerTool } from "./mcp/tool.js";
export type { Help, Program } from "./program.js";
export { runConnector } from "./run-connector.js";
export { type HttpOptions, type Listening, serveOnHttp } from "./serve/http.js";
export { isCalendarDate } from "./text/calendar-date.js";
export { hiding } from "./text/secrets.js";
