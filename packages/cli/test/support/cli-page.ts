/** The reference of the command line, made from the commands themselves and from the table of failures. */
import type { Command } from "commander";
import { failureCodes } from "../../src/failure.js";
import { buildProgram } from "../../src/program.js";
import { markdownTable } from "./markdown.js";

const introduction = `<!-- Made from packages/cli/src/program/ and packages/cli/src/failure.ts: change it there, then run
     \`npx vitest run --project unit packages/cli/test/reference.test.ts -u\`. -->

# Command line

\`--data DIR\` and \`--json\` are accepted by every command, before or after its name. Names and ids are
interchangeable; what fits two things is refused with the ids to choose from.

## Output

Without \`--json\` output is for people: it may change between versions. With \`--json\` it is for programs: one object a
line, snake_case, times RFC 3339 in UTC with milliseconds; keys may be added, none is removed or changes its meaning.
Results are on standard output, remarks and warnings on standard error. A command that keeps running prints one line
when it is ready.

A failure is \`{"error":{"code","message","detail"}}\` on standard output with \`--json\`, since a program reads it where it
expected the result; else \`error: …\` on standard error. The exit code is the same. A command whose output nobody reads
any more (\`turnpike log | head\`) ends with 0. SIGINT and SIGTERM end a command that keeps running with 0 when all is
finished; a second one ends it at once. Under \`npx\` and \`npm start\` the end of npm does the same, since npm hands no
SIGTERM on.

${markdownTable(
  ["exit code", "meaning"],
  [
    ["0", "done"],
    ["1", "the thing asked about is not in order"],
    ["2", "wrong usage"],
    ["3", "the gateway cannot be reached"],
  ],
)}
`;

const shapes: Readonly<Record<string, string>> = {
  start: '`{"url","servers":[{"name","url"}],"demo":{"server","url","token"} or null}`, once, when it listens',
  scan:
    'a line each server: `{"server","grade","points","reasons":[{"points","says"}],' +
    '"tools":[{"name","category","risk","confidence","evidence","signals":[{"code","arguments"}],"tokens"}],' +
    '"findings":[{"code","severity","message","tool"}],"tokens":{"total","saved_by_hiding"},"awaiting_approval"}`; ' +
    'with `--list` a server that gives no list is `{"server","error":{"code","message","detail"}}`, after the others; ' +
    "exit 1 when there is one, and when `--fail-on` finds something. Severities and codes: findings.md; the grade: classification.md",
  "server add": '`{"id","name","url"}`',
  "server list": 'a line each: `{"id","name","url","upstream","has_credentials","created_at"}`',
  "server show":
    'as `server list`, with `"policies":[{"id","name","version"}]` and `"grants":[{"id","label","revoked_at","expires_at"}]`',
  "server remove": '`{"id","name","revoked_grants":[{"id","label"}]}`',
  "grant create": '`{"id","label","token","url","expires_at"}`',
  "grant list":
    'a line each: `{"id","label","server","policy","state","token_prefix","created_at","expires_at","rotated_at","revoked_at"}`; ' +
    "state is `live`, `expired` or `revoked`",
  "grant rotate": '`{"id","label","token","url","expires_at"}`',
  "grant revoke": '`{"id","label","revoked_at"}`',
  "policy validate":
    '`{"ok","errors":[{"line","column","pointer","code","message","hint"}],"warnings":[…]}`; exit 1 when not `ok`',
  "policy decide":
    'a line a call: `{"outcome","rule","message","limits":[{"counter","window","max","used","resets_at"}]}`; outcome is ' +
    "`allow`, `deny`, `needs_approval`, `would_deny` or `would_need_approval`; exit 0 whatever it is",
  "policy test":
    'a line a case: `{"file","name","line","ok","failures":[{"line","pointer","text","expected","got"}]}`; for a file that ' +
    'cannot be run `{"file","name":null,"ok":false,"errors","warnings"}`; exit 1 when one is not `ok`',
  "policy import": '`{"document","changes":["…"],"warnings":[…]}`',
  "policy add": '`{"id","name","version","warnings":[…]}`',
  "policy list": 'a line each: `{"id","name","server","version","created_at","saved_at"}`',
  "policy show": '`{"id","name","version","saved_at","document"}`',
  "policy history": 'a line a version, newest first: `{"version","saved_at","in_force"}`',
  "policy restore": '`{"id","name","version","warnings":[…]}`',
  "policy attach": '`{"id","label","policy","policy_version"}`, null for none',
  wrap:
    "standard output carries MCP and nothing else; on standard error, once it is ready, " +
    '`{"server":{"id","name"},"grant":{"id","label"},"policy":{"id","name","version"}}`, then a line a report: ' +
    '`{"at","message"}`; a failure too is printed there',
  demo:
    'a line an answer: `{"scene","call","outcome","message"}`, outcome is `allow` or `deny`; at the end ' +
    '`{"invoice":{"id","url"}}`',
  "billing start":
    '`{"url","identifier","secret","username","password"}`, once, when it listens; `url` ends in `/includes/api.php`',
  "xero-sandbox start":
    '`{"api_url","identity_url","client_id","client_secret"}`, once, when it listens; both addresses are without a path',
  log:
    'a line a record, oldest first: `{"id","at","request_id","grant","server","session","method","name","argument_keys",' +
    '"outcome","rule","message","policy","policy_version","upstream_status","latency_ms"}`; grant, server and policy by the ' +
    "names of that moment; outcome also `interrupted` (the gateway died during the call) and `error`; `latency_ms` is null " +
    "while a call is under way",
};

/** The whole page. */
export function cliPage(): string {
  const program = buildProgram("0.0.0", false, async () => {});
  const commands = leaves(program).map(section);
  return [introduction, failures(), ...commands].join("\n");
}

/** The help of the commands of a program, by the words that call them; the root under its own name. */
export function helpTexts(width: number): ReadonlyMap<string, string> {
  const program = buildProgram("0.0.0", false, async () => {});
  const all = [program, ...program.commands.filter(({ commands }) => commands.length > 0), ...leaves(program)];
  return new Map(all.map((command) => [words(command), help(command, width)]));
}

function failures(): string {
  const rows = Object.entries(failureCodes).map(([code, { exit, means }]) => [`\`${code}\``, String(exit), means]);
  return `${markdownTable(["failure", "exit code", "meaning"], rows)}\n`;
}

function section(command: Command): string {
  const name = words(command).replace(/^turnpike /, "");
  const shape = shapes[name];
  if (shape === undefined) throw new Error(`the page says nothing of the JSON of \`${name}\``);
  return `## ${name}\n\n\`\`\`\n${withoutGlobals(help(command, 110)).trimEnd()}\n\`\`\`\n\nWith \`--json\`: ${shape}.\n`;
}

/** The options that every command has are told once, at the head of the page. */
function withoutGlobals(text: string): string {
  return text.replace(/\nGlobal Options:\n(.+\n)+/, "");
}

function leaves(command: Command): Command[] {
  return command.commands.flatMap((child) => (child.commands.length > 0 ? leaves(child) : [child]));
}

function words(command: Command): string {
  return command.parent ? `${words(command.parent)} ${command.name()}` : command.name();
}

function help(command: Command, width: number): string {
  let text = "";
  command.configureOutput({
    getOutHelpWidth: () => width,
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  return text;
}
