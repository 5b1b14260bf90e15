/** The connector for WHMCS, to be called. */
import { fileURLToPath } from "node:url";
import type { AgentKind } from "../../../../test/support/agents.js";
import { connectTo, type Over } from "../../../../test/support/connectors.js";
import { serverFactory } from "../../src/index.js";
import { credentials } from "./recording-api.js";

/** The committed binary. */
export const binary = fileURLToPath(new URL("../../bin/turnpike-whmcs.js", import.meta.url));

/** An agent connected to a connector that calls the API at `url`. */
export const connectedAgent = (kind: AgentKind, over: Over, url: string) =>
  connectTo({ binary, serverFactory }, kind, over, { ...credentials, WHMCS_API_URL: url });
