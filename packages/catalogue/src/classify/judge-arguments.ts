/** What the arguments say: text that will be run, and operations to choose from. */
import { type Category, gravity } from "../category.js";
import { verbOf } from "../lexicon/verbs.js";
import type { Argument } from "../schema/arguments.js";
import { splitName } from "../text/split-name.js";
import type { ServerContext } from "./context.js";
import { type Ground, one } from "./judge-action.js";
import type { Action } from "./phrase.js";

const sqlNames =
  /^(?:(?:raw_?)?sql(?:_?(?:query|statement|text|command))?|ddl|dml|(?:sql_?)?statements?|cypher(?:_?query)?|plsql|tsql|query_?sql)$/i;
const commandNames =
  /^(?:cmd|commands?|(?:shell|bash|cli|terminal|base|command)_?(?:command|cmd|string|line)|command_?(?:line|string)|bash|shell_?script|script|script_?(?:content|body|text|source)|python_?(?:code|script)|code_?to_?(?:run|execute)|js_?code|javascript|apex_?code|powershell|groovy)$/i;
const codeNames =
  /^(?:code|script|function|expression|source_?code|snippet|program|js|source|lambda|twiml|body_?code)$/i;
const operationNames =
  /^(?:action|operation|op|op_?type|operation_?type|action_?type|mode|verb|task_?action|cmd|command|task)$/i;

/** Verbs that look at a statement or command without running it. */
const onlyLooks = new Set(
  "validate lint format parse explain check analyze analyse describe convert translate generate suggest optimize save store create_template estimate search list find compare diff tokenize summarize summarise beautify transpile review is".split(
    " ",
  ),
);

/** What of a tool's arguments speaks for a category. */
export function judgeArguments(
  args: readonly Argument[],
  action: Action | undefined,
  context: ServerContext,
  text = "",
): readonly Ground[] {
  const grounds: Ground[] = [];
  for (const argument of args) {
    const judged = judgeArgument(argument, action, context, text);
    if (judged !== undefined) grounds.push(judged);
  }
  return grounds;
}

function judgeArgument(
  argument: Argument,
  action: Action | undefined,
  context: ServerContext,
  text: string,
): Ground | undefined {
  const { name } = argument;
  if (!argument.top) return undefined;
  if (argument.values.length > 1 && operationNames.test(name))
    return narrows(argument, action) ? undefined : fromOperations(argument);
  if (deletes.test(name) && argument.types.length === 1 && argument.types[0] === "boolean") {
    return ground("Destructive", `The argument "${name}" may be set, so that something is deleted as well.`, 0.7);
  }
  if (/^(?:http_?)?method$/i.test(name) && argument.values.some(changes)) {
    return ground(
      "Execute",
      `The argument "${name}" admits "${argument.values.find(changes)}", so that a request may have any effect.`,
      0.85,
    );
  }
  if (argument.values.length > 0 || (action !== undefined && onlyLooks.has(action.verb.word))) return undefined;
  if (!mayBeText(argument)) return undefined;
  if (graphql.test(name) && /\bmutations?\b/i.test(text.slice(0, beginning)) && !searches.has(action?.verb.word ?? ""))
    return ground("Execute", `The argument "${name}" takes a GraphQL document, which may be a mutation.`, 0.85);
  if (isSql(argument, action, context, text))
    return ground("Execute", `The argument "${name}" takes an SQL statement, which may do anything.`, 0.85);
  const reads = action?.verb.otherwise === "Read" && !action.verb.homograph;
  if (argument.required && outputs.test(name))
    return ground("Write", `The argument "${name}" names a file that is written.`, 0.7);
  if (commandNames.test(name) && !reads)
    return ground("Execute", `The argument "${name}" takes a command or script to run.`, 0.85);
  return undefined;
}

const graphql = /^(?:query|graphql_?(?:query)?|document)$/i;
/** As much of a description as says what an argument is; what comes later are examples and advice. */
const beginning = 200;
const deletes = /^(?:delete|purge|wipe|destroy|erase)(?:$|_|[A-Z])/;
const outputs = /^(?:output|save|dest(?:ination)?)_?(?:file_?)?(?:path|file|dir(?:ectory)?|folder)$/i;

/** `list_adjustments` by their action: an optional operation of a search, none of which is a search, is a filter. */
function narrows({ required, values }: Argument, action: Action | undefined): boolean {
  if (required || action === undefined || !searches.has(action.verb.word)) return false;
  return !values.some((value) => typeof value === "string" && verbOf(splitName(value)[0] ?? "")?.otherwise === "Read");
}

const changes = (value: unknown): boolean => typeof value === "string" && /^(?:post|put|patch|delete)$/i.test(value);

/** A text, a list of texts, or of no known type. */
export function mayBeText({ types, schema }: Argument): boolean {
  if (types.length === 0 || types.includes("string")) return true;
  const items = schema.items;
  return (
    types.includes("array") && typeof items === "object" && items !== null && "type" in items && items.type === "string"
  );
}

/** By its name, or a plain "query" on a database where nothing is searched. */
function isSql(
  { name, description }: Argument,
  action: Action | undefined,
  { domains }: ServerContext,
  text: string,
): boolean {
  if (sqlNames.test(name)) return true;
  if (!/^query$/i.test(name)) return false;
  if (/\bsql\b|\bSQL\b|\bSELECT\b/.test(description)) return true;
  if (/\bSQL\b/.test(text.slice(0, beginning)) && !searches.has(action?.verb.word ?? "")) return true;
  return domains.has("database") && action !== undefined && !searches.has(action.verb.word);
}

const searches = new Set([
  "search",
  "find",
  "list",
  "lookup",
  "scan",
  "filter",
  "count",
  "get",
  "discover",
  "ask",
  "retrieve",
  "suggest",
  "browse",
]);

/** Whether an argument takes code in any language. */
export function takesCode(argument: Argument): boolean {
  return (
    argument.values.length === 0 &&
    mayBeText(argument) &&
    (codeNames.test(argument.name) || commandNames.test(argument.name) || sqlNames.test(argument.name))
  );
}

const crud: Readonly<Record<string, string>> = { c: "create", r: "read", u: "update", d: "delete", hard: "wipe" };

/** The gravest of the operations that an argument lets the caller choose. */
function fromOperations({ name, values }: Argument): Ground | undefined {
  let gravest: { category: Category; value: string } | undefined;
  for (const value of values) {
    if (typeof value !== "string") continue;
    const letter = crud[value.toLowerCase()];
    const verb = (letter === undefined ? splitName(value) : [letter]).map(verbOf).find((each) => each !== undefined);
    const category = verb?.word === "remove" ? "Destructive" : verb?.otherwise;
    if (category !== undefined && (gravest === undefined || gravity(category) < gravity(gravest.category)))
      gravest = { category, value };
  }
  return (
    gravest &&
    ground(
      gravest.category,
      `The argument "${name}" may be "${gravest.value}", which indicates ${one(gravest.category)}.`,
      0.8,
    )
  );
}

function ground(category: Category, says: string, weight: number): Ground {
  return { category, says, weight };
}
