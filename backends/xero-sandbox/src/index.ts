/** A small Xero-compatible server. */
export type { Access, CheckToken, IssuedClient, OpenAccess } from "./access.js";
export { accountingScopes } from "./scopes.js";
export { version } from "./version.js";
