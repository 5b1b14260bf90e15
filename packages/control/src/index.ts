/** Operations on servers, policies, grants and the log, for a command line or an API that knows who asks. */

export { type CommandRequest, commandTarget } from "./command-target.js";
export { type Asker, type Control, localAsker, type Role } from "./control.js";
export { openCredentials } from "./credentials.js";
export { ControlError, type ControlErrorCode } from "./errors.js";
export { type GrantState, grantState } from "./grant-state.js";
export {
  attachPolicy,
  createGrant,
  type GrantRequest,
  type GrantView,
  type IssuedGrantView,
  listGrants,
  revokeGrant,
  rotateGrant,
} from "./grants.js";
export { type Header, readHeader, readHeaderFromEnv } from "./headers.js";
export { followLog, type LogRequest, outcomes, readLog } from "./log.js";
export { nearestName } from "./nearest.js";
export {
  listPolicies,
  type PolicyHistory,
  type PolicyRequest,
  type PolicyView,
  policyHistory,
  restorePolicy,
  type SavedPolicy,
  savePolicy,
  showPolicy,
} from "./policies.js";
export {
  addServer,
  checkKey,
  findServer,
  listServers,
  removeServer,
  type ServerRequest,
  type ServerView,
  showServer,
} from "./servers.js";
export { urlTarget } from "./target.js";
export { openWrap, saveWrapPolicy, type Wrap, wrapPermit } from "./wrap.js";
