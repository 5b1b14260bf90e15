/** `turnpike policy`: on files without a data folder, and on the policies of a server. */
import type { Command } from "commander";
import type { AddCommand } from "./add.js";
import { addTargetOptions } from "./target.js";

const validateText = `
With --tools or a TARGET, names, arguments and types that the server does not
have are warned of:
  turnpike policy validate policy.json --upstream https://mcp.example.com/mcp
  turnpike policy validate policy.json -- node server.js`;

const decideExample = `
One of --tool, --resource and --prompt is needed. Counters start empty.
  turnpike policy decide policy.json --tool pay --args '{"amount": 20}'`;

const testExample = `
A test file names a policy and the calls to try on it; counters last for a case:
  policy: policy.json
  cases:
    - name: three invoices a minute pass, the fourth does not
      calls:
        - { tool: create_invoice, repeat: 3, expect: { outcome: allow } }
        - { tool: create_invoice, expect: { outcome: deny } }`;

/** Adds `policy` and what is under it. */
export function addPolicyCommands(program: Command, add: AddCommand): void {
  const policy = program.command("policy").description("check, try and keep policies");
  addFileCommands(policy.commandsGroup("On files:"), add);
  addServerPolicyCommands(policy.commandsGroup("On a server:"), add);
}

function addFileCommands(policy: Command, add: AddCommand): void {
  const validate = add(
    policy,
    "validate",
    "check a policy and say everything that is wrong with it",
    async () => (await import("../commands/policy-validate.js")).policyValidate,
  )
    .usage("[options] FILE [TARGET]")
    .argument("<FILE>", "policy in JSON or YAML; - reads standard input")
    .argument("[COMMAND...]")
    .option("--tools <FILE>", "hold the rules against a saved tools/list of the server");
  addTargetOptions(validate).addHelpText("after", validateText);
  add(
    policy,
    "decide",
    "say what a policy decides about a call",
    async () => (await import("../commands/policy-decide.js")).policyDecide,
  )
    .argument("<FILE>", "policy in JSON or YAML; - reads standard input")
    .option("--tool <NAME>", "decide a call of this tool")
    .option("--resource <URI>", "decide reading this resource")
    .option("--prompt <NAME>", "decide getting this prompt")
    .option("--args <JSON>", "the call's arguments, a JSON object")
    .option("--session <ID>", "the session of the call, for limits per session")
    .option("--at <TIME>", "when the call is made, RFC 3339 (default: now)")
    .option("--repeat <N>", "make the call N times, all at the same instant (default: 1)")
    .addHelpText("after", decideExample);
  add(
    policy,
    "test",
    "run the cases of *.test.yaml files",
    async () => (await import("../commands/policy-test.js")).policyTest,
  )
    .argument("<PATH...>", "files, or folders that are searched for *.test.yaml")
    .addHelpText("after", testExample);
  add(
    policy,
    "import",
    "turn a policy of another dialect into version 1",
    async () => (await import("../commands/policy-import.js")).policyImport,
  ).argument("<FILE>", "Intercept YAML, or tool rules without an envelope; - reads standard input");
}

function addServerPolicyCommands(policy: Command, add: AddCommand): void {
  const store = () => import("../commands/policy-store.js");
  const server = ["<SERVER>", "name or id of the server"] as const;
  const name = ["<NAME>", "name or id of the policy"] as const;
  add(policy, "add", "save a policy; a name in use gets a new version", async () => (await store()).policyAdd)
    .argument(...server)
    .argument("<NAME>", "name of the policy: letters, digits, . _ -")
    .argument("<FILE>", "policy in JSON or YAML; - reads standard input");
  add(policy, "list", "list a server's policies", async () => (await store()).policyList).argument(...server);
  add(policy, "show", "print a policy as it stands", async () => (await store()).policyShow)
    .argument(...server)
    .argument(...name)
    .argument("[VERSION]", "number of an earlier version (default: the newest)");
  add(policy, "history", "list the versions of a policy", async () => (await store()).policyHistoryList)
    .argument(...server)
    .argument(...name);
  add(policy, "restore", "save an earlier version as the newest", async () => (await store()).policyRestore)
    .argument(...server)
    .argument(...name)
    .argument("<VERSION>", "number of the version to go back to");
  add(policy, "attach", "put a grant under a policy, or under none", async () => (await store()).policyAttach)
    .argument("<GRANT>", "label or id of the grant")
    .argument("[NAME]", "name or id of a policy of the grant's server")
    .option("--none", "take the policy away; a grant without one refuses every call")
    .addHelpText("after", "\nOne of NAME and --none is needed. It counts from the grant's next call.");
}
