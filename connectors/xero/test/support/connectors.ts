/** The connector for Xero, to be called. */
import { fileURLToPath } from "node:url";
import type { AgentKind } from "../../../../test/support/agents.js";
import { connectTo, type Over } from "../../../../test/support/connectors.js";
import { serverFactory } from "../../src/index.js";

/** The committed binary. */
export const binary = fileURLToPath(new URL("../../bin/turnpike-xero.js", import.meta.url));

/** A token that is given from outside, as odd as one may be. */
export const bearerToken = "eyJhbGciOi.S3cr3t~of+the/tests_-=0";

/** An agent connected to a connector that `env` configures. */
export const connectedAgent = (kind: AgentKind, over: Over, env: Readonly<Record<string, string>>) =>
  connectTo({ binary, serverFactory }, kind, over, env);
