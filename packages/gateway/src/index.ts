/** The path of a call, and its front ends: a port, or two pipes; over the ports of the store. */

export type { GatewayParts } from "./assemble.js";
export { type RunningGateway, startGateway } from "./gateway.js";
export { type LinesParts, type RunningLines, serveLines } from "./lines/serve-lines.js";
export { defaultSettings, type GatewaySettings } from "./settings.js";
export { baseEnvironment } from "./upstream/stdio/environment.js";
export type { OpenCredentials } from "./upstream/upstreams.js";
