/**
 * Where the story plays: the demonstration company, a gateway before it on a data folder that is thrown away afterwards,
 * so that every telling begins with full limits and an empty log, and an agent with a grant.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Client } from "@modelcontextprotocol/client";
import type { Control } from "@turnpike/control";
import type { Context } from "../context.js";
import { type Company, startCompany } from "../demo/company.js";
import { registerWhmcs } from "../demo/demo.js";
import { Failure } from "../failure.js";
import { type Closer, openGateway } from "../open-gateway.js";
import { agentUrl } from "../settings/gateway-url.js";
import { loadSettings } from "../settings/load.js";
import type { Settings } from "../settings/table.js";
import { programVersion } from "../version.js";

export interface Stage {
  readonly company: Company;
  readonly control: Control;
  readonly agent: Client;
}

/** Opens all of it; `data` is the demonstration's folder, which keeps the books. */
export async function openStage(context: Context, data: string, closers: Closer[]): Promise<Stage> {
  const folder = temporaryFolder(closers);
  const company = await startCompany(context, data, 0);
  closers.push(company.close);
  const { control, gateway } = await openGateway(context, { folder, settings: await ownSettings(folder) }, closers);
  const { server, token } = await registerWhmcs(control, company);
  const agent = await connect(agentUrl(gateway.url, server.id), token);
  closers.push(() => agent.close());
  return { company, control, agent };
}

/** Whoever has seen enough before the end leaves no folder behind either; the books are none the worse for it. */
function temporaryFolder(closers: Closer[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), "turnpike-demo-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  closers.push(remove);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      remove();
      process.exit(0);
    });
  }
  return folder;
}

/** The defaults, whatever the environment says of the gateway that is run here. */
async function ownSettings(folder: string): Promise<Settings> {
  const { settings, problems } = await loadSettings(folder, { host: "127.0.0.1", port: "0" }, {});
  if (problems.length > 0) throw new Failure("internal", `the settings have no defaults: ${problems.join(", ")}`);
  return settings;
}

async function connect(url: string, token: string): Promise<Client> {
  const { Client, StreamableHTTPClientTransport } = await import("@modelcontextprotocol/client");
  const agent = new Client({ name: "turnpike-demo", version: programVersion() });
  const requestInit = { headers: { Authorization: `Bearer ${token}` } };
  await agent.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  return agent;
}
