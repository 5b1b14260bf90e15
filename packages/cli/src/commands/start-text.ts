/** What `turnpike start` tells people: where it listens, and what to do next. */
import type { Context } from "../context.js";
import type { Demo } from "../demo/demo.js";
import { shellFunction, trials } from "../demo/try.js";
import { clientConfigurations, showClients } from "../output/clients.js";
import { withData } from "../output/hints.js";
import { agentUrl } from "../settings/gateway-url.js";

/** A gateway that runs. */
export interface Started {
  /** Where it listens. */
  readonly url: string;
  /** Where agents reach it. */
  readonly base: string;
  readonly folder: string;
  readonly servers: readonly { readonly name: string; readonly url: string }[];
  readonly demo: Demo | undefined;
}

/** Says that the gateway runs, and what to do now. */
export function tellStarted(context: Context, started: Started): void {
  const { out } = context;
  const { demo, servers, folder, url } = started;
  out.text(`${out.paint.green("Turnpike listens on")} ${out.paint.bold(url)}, data in ${folder}`);
  if (demo !== undefined) tellDemo(context, started, demo);
  else if (servers.length === 0) tellFirstSteps(context);
  else for (const server of servers) out.text(`  ${out.paint.bold(server.name)}  ${server.url}`);
  out.text("\nCtrl-C stops.");
}

function tellFirstSteps(context: Context): void {
  const { out } = context;
  const turnpike = withData(context);
  out.text(`
Nothing is registered yet. Next, in another terminal:

  ${turnpike} server add shop --upstream https://mcp.example.com/mcp
  ${turnpike} policy add shop default policy.json
  ${turnpike} grant create shop my-agent --policy default

The first names an MCP server, the second says what agents may do there (a policy that lets them see and call one
tool: {"version":"1","default":"deny","tools":{"TOOL":{}}}), the third gives an agent its token.
To see it work before: ${context.program} start --demo`);
}

function tellDemo(context: Context, { base, folder }: Started, { server, token, company, everything }: Demo): void {
  const { out, program } = context;
  const url = agentUrl(base, server.id);
  const turnpike = withData({ program, dataFlag: folder });
  out.text(`
This is a demonstration. The books of a hosting company stand behind the MCP
server \`${server.name}\` with its 62 tools. The policy lets an agent look everything up,
write invoices of up to 5000, thirty a minute, and record payments of up to 500.
Nothing here reaches anybody outside this machine.

  url    ${url}
  token  ${token}   (new at each start)
  books  ${company.booksUrl}/   (the billing API behind the server, and its reference)

Your own agent is configured like this:
`);
  out.text(showClients(clientConfigurations({ name: server.name, url, token }), out.paint));
  out.text(`\nOr try it by hand, in another terminal:\n\n${shellFunction(url, token)}`);
  for (const { shows, command } of trials) out.text(`\n${out.paint.cyan(`# ${shows}`)}\n${command}`);
  if (everything !== undefined) {
    out.text(`\n${out.paint.cyan("# the official everything server, a command run over stdio, is here too")}`);
    out.text(`url    ${agentUrl(base, everything.server.id)}\ntoken  ${everything.token}`);
  }
  out.text(`\n${out.paint.cyan("# what was recorded, and the policy that decided")}`);
  out.text(`${turnpike} log`);
  out.text(`${turnpike} policy show ${server.name} billing-clerk`);
}
