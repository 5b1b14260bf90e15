/** `turnpike server add | list | show | remove`. */
import {
  addServer,
  grantState,
  type Header,
  listServers,
  readHeader,
  readHeaderFromEnv,
  removeServer,
  type ServerView,
  showServer,
} from "@turnpike/control";
import type { Server } from "@turnpike/store";
import type { Action, Call, Context } from "../context.js";
import { asFailures, type Desk, withDesk } from "../desk.js";
import { Failure } from "../failure.js";
import { clientConfigurations, showClients, tokenPlaceholder } from "../output/clients.js";
import { withData } from "../output/hints.js";
import { columns } from "../output/table.js";
import { time } from "../output/times.js";

/** Registers a server by its URL. */
export const serverAdd: Action = async (context, call) => {
  const [name] = call.args as readonly [string];
  const url = upstreamOf(call);
  const headers = await asFailures(async () => headersOf(call, context.env));
  return withDesk(context, async (desk) => {
    const server = await addServer(desk.control, { name, url, headers });
    const agentUrl = await desk.agentUrl(server.id);
    if (context.out.json) context.out.object({ id: server.id, name: server.name, url: agentUrl });
    else tellAdded(context, server, agentUrl);
    return 0;
  });
};

function upstreamOf({ args, options }: Call): string {
  const command = (args[1] ?? []) as readonly string[];
  const { upstream, env, cwd } = options as { upstream?: string; env?: unknown; cwd?: unknown };
  const [first] = command;
  if (upstream === undefined && command.length === 1 && first !== undefined && /^https?:/.test(first)) {
    throw new Failure("usage", `a URL is given with \`--upstream\`: did you mean \`--upstream ${first}\`?`);
  }
  if (command.length > 0 || env !== undefined || cwd !== undefined) {
    const what = "servers that are commands run over stdio are not served by this version, only URLs";
    throw new Failure("unsupported", `${what}: give \`--upstream URL\``);
  }
  if (upstream === undefined) throw new Failure("usage", "where is the server? `--upstream URL` is missing");
  return upstream;
}

function headersOf({ options }: Call, env: Context["env"]): Header[] {
  const { header = [], headerFromEnv = [] } = options as { header?: string[]; headerFromEnv?: string[] };
  return [...header.map(readHeader), ...headerFromEnv.map((text) => readHeaderFromEnv(text, env))];
}

function tellAdded(context: Context, server: Server, url: string): void {
  const { out } = context;
  const { name } = server;
  const turnpike = withData(context);
  const sealed = server.credentials === null ? "" : "; its headers are kept sealed and not shown again";
  out.text(`${out.paint.green("registered")} server ${out.paint.bold(name)} (${server.id})${sealed}`);
  out.text(`  upstream  ${server.target.url}`);
  out.text(`  agents    ${url}\n`);
  out.text("An agent needs a grant, and a grant a policy that says what it may do:\n");
  out.text(`  ${turnpike} policy add ${name} default policy.json`);
  out.text(`  ${turnpike} grant create ${name} my-agent --policy default\n`);
  out.text(`Agents are configured like this, with the token that \`grant create\` prints:\n`);
  out.text(showClients(clientConfigurations({ name, url, token: tokenPlaceholder }), out.paint));
}

/** Lists the servers. */
export const serverList: Action = async (context) =>
  withDesk(context, async (desk) => {
    const { out } = context;
    const servers = await listServers(desk.control);
    const urls = await Promise.all(servers.map(({ id }) => desk.agentUrl(id)));
    if (out.json) servers.forEach((server, index) => void out.object(shape(server, urls[index])));
    else if (servers.length === 0) out.text(`no servers yet: ${withData(context)} server add NAME --upstream URL`);
    else {
      const rows = servers.map(({ name, id, target }) => [name, id, target.url]);
      out.text(columns(["NAME", "ID", "UPSTREAM"], rows, out.paint));
    }
    return 0;
  });

/** Prints a server with its policies and grants. */
export const serverShow: Action = async (context, { args: [name] }) =>
  withDesk(context, async (desk) => {
    const view = await showServer(desk.control, name as string);
    const url = await desk.agentUrl(view.server.id);
    if (context.out.json) context.out.object(fullShape(view, url));
    else tellServer(context, desk, view, url);
    return 0;
  });

function tellServer({ out }: Context, desk: Desk, { server, policies, grants }: ServerView, url: string): void {
  const live = grants.filter((grant) => grantState(grant, desk.control.now()) === "live");
  const names = (all: readonly string[]) => (all.length === 0 ? "none" : all.join(", "));
  const lines = [
    ["name", server.name],
    ["id", server.id],
    ["upstream", server.target.url],
    ["headers", server.credentials === null ? "none" : "kept sealed, not shown"],
    ["agents", url],
    ["registered", time(server.createdAt)],
    ["policies", names(policies.map(({ name, version }) => `${name} (version ${version})`))],
    ["live grants", names(live.map(({ label }) => label))],
  ];
  for (const [what = "", value = ""] of lines) out.text(`${out.paint.dim(what.padEnd(12))} ${value}`);
}

/** Removes a server; its live grants are revoked and told. */
export const serverRemove: Action = async ({ out, ...context }, { args: [name] }) =>
  withDesk({ out, ...context }, async ({ control }) => {
    const { server, revoked } = await removeServer(control, name as string);
    const grants = revoked.map(({ id, label }) => ({ id, label }));
    if (out.json) out.object({ id: server.id, name: server.name, revoked_grants: grants });
    else {
      out.text(`removed server ${out.paint.bold(server.name)} (${server.id})`);
      for (const { id, label } of grants) out.text(`  its grant ${label} (${id}) is revoked`);
    }
    return 0;
  });

function shape({ id, name, target, credentials, createdAt }: Server, url: string | undefined): object {
  const upstream = target.url;
  return { id, name, url, upstream, has_credentials: credentials !== null, created_at: time(createdAt) };
}

function fullShape({ server, policies, grants }: ServerView, url: string): object {
  return {
    ...shape(server, url),
    policies: policies.map(({ id, name, version }) => ({ id, name, version })),
    grants: grants.map(({ id, label, revokedAt, expiresAt }) => ({
      id,
      label,
      revoked_at: time(revokedAt),
      expires_at: time(expiresAt),
    })),
  };
}
