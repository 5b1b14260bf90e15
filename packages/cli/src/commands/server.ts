/** `turnpike server add | list | show | remove`. */
import { addServer, grantState, listServers, removeServer, type ServerView, showServer } from "@turnpike/control";
import type { Server } from "@turnpike/store";
import type { Action, Context } from "../context.js";
import { asFailures, type Desk, withDesk } from "../desk.js";
import { clientConfigurations, showClients, tokenPlaceholder } from "../output/clients.js";
import { withData } from "../output/hints.js";
import { columns } from "../output/table.js";
import { time } from "../output/times.js";
import { readTarget, showTarget } from "../target.js";

/** Registers a server by its URL or its command. */
export const serverAdd: Action = async (context, { args, options }) => {
  const [name, words = []] = args as readonly [string, (readonly string[])?];
  const given = await asFailures(async () => readTarget(words, options, context.env, "where is the server?"));
  return withDesk(context, async (desk) => {
    const server = await addServer(desk.control, { name, ...given });
    const agentUrl = await desk.agentUrl(server.id);
    if (context.out.json) context.out.object({ id: server.id, name: server.name, url: agentUrl });
    else tellAdded(context, server, agentUrl);
    return 0;
  });
};

function tellAdded(context: Context, server: Server, url: string): void {
  const { out } = context;
  const { name } = server;
  const turnpike = withData(context);
  const what = server.target.kind === "http" ? "headers" : "variables";
  const sealed = server.credentials === null ? "" : `; its ${what} are kept sealed and not shown again`;
  out.text(`${out.paint.green("registered")} server ${out.paint.bold(name)} (${server.id})${sealed}`);
  out.text(`  upstream  ${showTarget(server.target)}`);
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
    else if (servers.length === 0)
      out.text(`no servers yet: ${withData(context)} server add NAME (--upstream URL | -- COMMAND ARG...)`);
    else {
      const rows = servers.map(({ name, id, target }) => [name, id, showTarget(target)]);
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
    ["upstream", showTarget(server.target)],
    ...belongings(server),
    ["agents", url],
    ["registered", time(server.createdAt)],
    ["policies", names(policies.map(({ name, version }) => `${name} (version ${version})`))],
    ["live grants", names(live.map(({ label }) => label))],
  ];
  for (const [what = "", value = ""] of lines) out.text(`${out.paint.dim(what.padEnd(12))} ${value}`);
}

/** What goes along with the target, by name where names are no secret. */
function belongings({ target, credentials }: Server): [string, string][] {
  if (target.kind === "http") return [["headers", credentials === null ? "none" : "kept sealed, not shown"]];
  const names = target.env.length === 0 ? "none" : `${target.env.join(", ")} (kept sealed, not shown)`;
  return [
    ["folder", target.cwd],
    ["variables", names],
  ];
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
  const upstream = showTarget(target);
  const command = target.kind === "http" ? {} : { command: [target.command, ...target.args], cwd: target.cwd };
  return { id, name, url, upstream, ...command, has_credentials: credentials !== null, created_at: time(createdAt) };
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
