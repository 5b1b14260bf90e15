/** The path of a call: a listening gateway over the ports of the store. */

export type { GatewayParts } from "./assemble.js";
export { type RunningGateway, startGateway } from "./gateway.js";
export { defaultSettings, type GatewaySettings } from "./settings.js";
export type { OpenCredentials } from "./upstream/upstreams.js";
