/** `turnpike server`, `grant` and `log`: what is registered and what happened. */
import type { Command } from "commander";
import type { AddCommand } from "./add.js";
import { collect } from "./start.js";

const fromEnv = "K: ${NAME}";

const serverAddExample = `
--header-from-env keeps a secret out of shell history and process list:
  turnpike server add shop --upstream https://mcp.example.com/mcp \\
    --header-from-env 'Authorization: Bearer \${SHOP_TOKEN}'
A command is run without a shell and gets PATH, HOME, locale, temporary folder
and what --env names:
  turnpike server add files --env FILES_TOKEN -- npx -y some-mcp-server ~/files`;

/** Adds `server` and what is under it. */
export function addServerCommands(program: Command, add: AddCommand): void {
  const server = program.command("server").description("register the MCP servers that agents may reach");
  const actions = () => import("../commands/server.js");
  add(server, "add", "register a server by its URL or its command", async () => (await actions()).serverAdd)
    .usage("NAME [options] (--upstream URL | -- COMMAND ARG...)")
    .argument("<NAME>", "what to call it: [a-z0-9-]{1,63}")
    .argument("[COMMAND...]")
    .option("--upstream <URL>", "where the server is, http or https")
    .option("--header <K: V>", "header to send with every request, kept sealed; may be given several times", collect)
    .option(`--header-from-env <${fromEnv}>`, "the same, with variables of this shell filled in now", collect)
    .option("--env <NAME>", "variable that a command gets: NAME, its value now, or NAME=VALUE, kept sealed", collect)
    .option("--cwd <DIR>", "folder that a command is run in (default: this one)")
    .addHelpText("after", serverAddExample);
  add(server, "list", "list the servers", async () => (await actions()).serverList);
  add(server, "show", "print a server with its policies and grants", async () => (await actions()).serverShow).argument(
    "<SERVER>",
    "name or id of the server",
  );
  add(server, "remove", "remove a server; its grants are revoked", async () => (await actions()).serverRemove).argument(
    "<SERVER>",
    "name or id of the server",
  );
}

/** Adds `grant` and what is under it. */
export function addGrantCommands(program: Command, add: AddCommand): void {
  const grant = program.command("grant").description("give agents access, and take it back");
  const actions = () => import("../commands/grant.js");
  const which = ["<GRANT>", "label or id of the grant"] as const;
  add(grant, "create", "give an agent a token for a server", async () => (await actions()).grantCreate)
    .argument("<SERVER>", "name or id of the server")
    .argument("<LABEL>", "what to call the grant, for example the agent's name")
    .option("--policy <NAME>", "policy that decides the agent's calls; without one every call is refused")
    .option("--expires <DURATION>", "how long the token is good: 12h, 30d, 8w (default: until revoked)")
    .addHelpText("after", "\nThe token is printed this once, with the configuration of common MCP clients.");
  add(grant, "list", "list the grants of a server", async () => (await actions()).grantList).argument(
    "<SERVER>",
    "name or id of the server",
  );
  add(
    grant,
    "rotate",
    "replace a grant's token; the old one stops at once",
    async () => (await actions()).grantRotate,
  ).argument(...which);
  add(grant, "revoke", "end a grant for good", async () => (await actions()).grantRevoke).argument(...which);
}

/** Adds `log`. */
export function addLogCommand(program: Command, add: AddCommand): void {
  add(program, "log", "show the record of calls", async () => (await import("../commands/log.js")).log)
    .option("--follow", "go on with new records until stopped")
    .option("--since <DURATION>", "only records younger than this: 10m, 1h, 7d")
    .option("--grant <GRANT>", "only calls of this grant, by label or id")
    .option("--server <SERVER>", "only calls of this server, by name or id")
    .option("--tool <NAME>", "only calls of this tool, resource or prompt")
    .option("--outcome <OUTCOME>", "only calls with this outcome: allow, deny, needs_approval, would_deny, …");
}
