/** A small Xero-compatible server: the accounting API and its sign-in, over HTTP. */
export { type ServeOptions, UnusableBooks } from "@turnpike/backend-kit";
export type { Access, CheckToken, IssuedClient, OpenAccess } from "./access.js";
export { type DemonstrationOptions, writeDemonstration } from "./demo/write-demonstration.js";
export type { Limits } from "./limits/limiter.js";
export { openSandbox, type Sandbox, type SandboxOptions } from "./open.js";
export { accountingScopes } from "./scopes.js";
export { type ServedSandbox, serveSandbox } from "./serve.js";
export { version } from "./version.js";
