/** What must last: the ports, and their drivers on one folder. */

export { hashToken, newId } from "./ids.js";
export type {
  Counters,
  KeyedClaim,
  Reservation,
  ReserveRequest,
  SettleRequest,
} from "./ports/counters.js";
export { isStoreFault, StoreFault, type StoreFaultCode, storeFaults } from "./ports/errors.js";
export type { Grant, Grants, IssuedGrant, NewGrant, Permit } from "./ports/grants.js";
export type { Completion, Log, LogFilter, LoggedPermit, LogRecord, NewRecord, Outcome } from "./ports/log.js";
export type { Policies, Policy, PolicyVersion } from "./ports/policies.js";
export type { HttpTarget, NewServer, Server, Servers, StdioTarget, Target } from "./ports/servers.js";
export type { Store } from "./ports/store.js";
export type { Sealed, Vault } from "./ports/vault.js";
export type { Durability } from "./sqlite/connection.js";
export { openSqlite, type SqliteOptions, type SqliteStore } from "./sqlite/open.js";
export { type GatewayAddress, type Ownership, ownFolder, runningGateway } from "./sqlite/ownership.js";
export { openVault } from "./vault/open.js";
