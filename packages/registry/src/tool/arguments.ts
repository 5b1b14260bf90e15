/** The arguments of a tool as its schema announces them. */
import { type Argument, argumentsOf } from "@turnpike/catalogue";
import { type Block, paragraph } from "../document/block.js";
import { type Content, code, foreign, say } from "../document/inline.js";
import type { ToolEntry } from "../entries.js";

/** The table; a sentence where there is nothing to put into it. */
export function argumentsTable({ tool }: ToolEntry): readonly Block[] {
  const all = argumentsOf(tool.inputSchema);
  if (all.length === 0) return [paragraph(say`The schema announces none.`)];
  return [
    paragraph(say`In a condition of a policy ${code("args.")} stands before the name.`),
    {
      kind: "table",
      caption: "Arguments",
      head: ["Argument", "Type", "Required", "Description", "Constraints"],
      rows: all.map((argument) => rowOf(argument, all)),
    },
  ];
}

function rowOf(argument: Argument, all: readonly Argument[]): readonly Content[] {
  const { path, types, required, top, description, schema } = argument;
  const within = top || all.find((each) => each.top && path.startsWith(each.path))?.required === true;
  return [
    [code(path.replace(/^args\.?/, ""))],
    say`${types.length === 0 ? "any" : types.map((type) => (type === "array" ? listOf(schema) : type)).join(" or ")}`,
    say`${required ? (within ? "yes" : "yes, within its object") : "no"}`,
    description === "" ? say`none given` : [foreign(description)],
    constraints(argument),
  ];
}

function listOf(schema: Record<string, unknown>): string {
  const items = schema.items;
  const type = typeof items === "object" && items !== null && "type" in items ? items.type : undefined;
  return typeof type === "string" && /^[a-z]+$/.test(type) ? `list of ${type}` : "list";
}

const mostValues = 20;

/** What a value has to be beyond its type, in the words of the schema. */
function constraints({ values, schema }: Argument): Content {
  const found: Content[] = [];
  if (values.length > 0) {
    const named = values.slice(0, mostValues).map((value) => code(JSON.stringify(value) ?? "null"));
    const more = values.length > mostValues ? say` and ${values.length - mostValues} more` : [];
    found.push(
      say`one of ${joined(
        named.map((each) => [each]),
        ", ",
      )}${more}`,
    );
  }
  for (const [keyword, words] of Object.entries(keywords)) {
    const value = schema[keyword];
    if (typeof value === "number" || typeof value === "string") found.push(say`${words} ${code(String(value))}`);
  }
  if (schema.uniqueItems === true) found.push(say`no element twice`);
  if ("default" in schema) found.push(say`default ${code(JSON.stringify(schema.default) ?? "null")}`);
  return found.length === 0 ? say`none` : joined(found, "; ");
}

const keywords: Readonly<Record<string, string>> = {
  minimum: "at least",
  exclusiveMinimum: "above",
  maximum: "at most",
  exclusiveMaximum: "below",
  multipleOf: "a multiple of",
  minLength: "length at least",
  maxLength: "length at most",
  minItems: "elements at least",
  maxItems: "elements at most",
  format: "format",
  pattern: "pattern",
};

function joined(pieces: readonly Content[], between: string): Content {
  return pieces.flatMap((piece, at) => (at === 0 ? piece : say`${between}${piece}`));
}
