/** What kinds of arguments there are, by name and format. */
import { mayBeText, takesCode } from "../classify/judge-arguments.js";
import type { Argument } from "../schema/arguments.js";

const addresses =
  /^(?:.*_)?(?:url|uri|urls|uris|endpoint|webhook|host|hostname|base_?url|callback)$|(?:Url|Uri|URL|Urls|Endpoint|Webhook)$/;
const queries =
  /^(?:query|where|filter_?expression|jql|cql|soql|sosl|logql|promql|expr|graphql|jmespath|xpath|kql|spl)$/i;

/** Takes an address that the server will connect to. */
export function connects(argument: Argument): boolean {
  return (
    mayBeText(argument) &&
    (addresses.test(argument.name) || argument.schema.format === "uri" || argument.schema.format === "url")
  );
}

/** Takes code, a command or a query in a language. */
export function commandOrCode(argument: Argument, tool: string): boolean {
  // A code may be a promotion's, a country's or a door's, and a source where something comes from.
  const other =
    /^(?:code|source)$/.test(argument.name) &&
    !/code|script|exec|run|eval|compile|lint|action|function|sandbox/i.test(tool);
  return (
    (takesCode(argument) && !other) ||
    (argument.values.length === 0 && argument.types.includes("string") && queries.test(argument.name))
  );
}
