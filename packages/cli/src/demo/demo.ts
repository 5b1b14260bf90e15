/**
 * The demonstration: a company's books behind the WHMCS server in this process and, where it is installed, the official
 * everything server as a command, registered with policies and grants in a data folder of its own. It may be started
 * again and again: what is missing is made, a policy is put back as a new version where it was edited, and each grant
 * gets a fresh token.
 */
import { homedir } from "node:os";
import { type Control, urlTarget } from "@turnpike/control";
import type { Target } from "@turnpike/store";
import type { Context } from "../context.js";
import { everythingFile } from "../everything-file.js";
import { type Company, startCompany } from "./company.js";
import { clerkPolicy, everythingPolicy } from "./policy.js";
import { findServerNamed, type Registered, type Registration, register } from "./registered.js";

const whmcs: Registration = {
  server: "whmcs",
  policy: "billing-clerk",
  grant: "demo-agent",
  document: clerkPolicy,
};

const everything: Registration = {
  server: "server-everything",
  policy: "all-but-the-environment",
  grant: "everything-agent",
  document: everythingPolicy,
};

/** A running demonstration. */
export interface Demo extends Registered {
  readonly company: Company;
  /** The everything server, where it is installed. */
  readonly everything: Registered | undefined;
}

/** Starts the company whose books are in `data`, and registers what is needed to call its server. */
export async function startDemo(context: Context, control: Control, data: string): Promise<Demo> {
  const before = await findServerNamed(control, whmcs.server);
  const company = await startCompany(context, data, portOf(before?.target));
  try {
    return { company, ...(await registerWhmcs(control, company)), everything: await registerEverything(control) };
  } catch (error) {
    await company.close();
    throw error;
  }
}

/** Registers the company's server, with the policy and the grant of the demonstration's agent. */
export async function registerWhmcs(control: Control, { serverUrl }: Company): Promise<Registered> {
  return register(control, whmcs, urlTarget(serverUrl, []).target);
}

/** A registered server keeps its URL, so the port of the last time is taken where it is still free. */
function portOf(target: Target | undefined): number {
  return target?.kind === "http" ? Number(new URL(target.url).port) : 0;
}

async function registerEverything(control: Control): Promise<Registered | undefined> {
  const file = everythingFile();
  if (file === undefined) return undefined;
  const command = process.execPath;
  return register(control, everything, { kind: "stdio", command, args: [file, "stdio"], cwd: homedir(), env: [] });
}
