/** Schemas that cannot be valid, and those that no call can satisfy. */
import type { Tool } from "../tool.js";
import { type Finding, finding } from "./codes.js";

const types = new Set(["string", "number", "integer", "boolean", "array", "object", "null"]);
const deepest = 24;

type Schema = Record<string, unknown>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** At most one finding a tool: the first fault in its input schema, else in its output schema. */
export function schemaFindings(tool: Tool): readonly Finding[] {
  const { name, inputSchema, outputSchema } = tool;
  if (inputSchema === undefined || inputSchema === null)
    return [finding("schema_missing", name, "it has no input schema")];
  const fault =
    rootFault(inputSchema, "the input schema") ??
    (outputSchema === undefined ? undefined : rootFault(outputSchema, "the output schema"));
  return fault === undefined ? [] : [finding("schema_invalid", name, fault)];
}

function rootFault(schema: unknown, what: string): string | undefined {
  if (!isSchema(schema)) return `${what} is no JSON object`;
  if (schema.type !== "object" && !("$ref" in schema)) return `${what} must have \`"type": "object"\``;
  return faultIn(schema, schema, what, 0);
}

function faultIn(schema: unknown, root: Schema, where: string, depth: number): string | undefined {
  if (typeof schema === "boolean" || depth > deepest) return undefined;
  if (!isSchema(schema)) return `${where} is neither an object nor true or false`;
  return (
    typeFault(schema, where) ??
    referenceFault(schema, root, where) ??
    rangeFault(schema, where) ??
    requiredFault(schema, where) ??
    membersFault(schema, root, where, depth)
  );
}

function typeFault({ type, enum: values }: Schema, where: string): string | undefined {
  const unknown = (Array.isArray(type) ? type : type === undefined ? [] : [type]).find(
    (each) => !types.has(each as string),
  );
  if (unknown !== undefined) return `${where} has the type ${JSON.stringify(unknown)}, which JSON Schema does not know`;
  if (values !== undefined && !Array.isArray(values)) return `${where} has an \`enum\` that is no list`;
  return Array.isArray(values) && values.length === 0
    ? `${where} has an empty \`enum\`, which nothing satisfies`
    : undefined;
}

function referenceFault({ $ref }: Schema, root: Schema, where: string): string | undefined {
  if (typeof $ref !== "string" || !$ref.startsWith("#/")) return undefined;
  const target = $ref
    .slice(2)
    .split("/")
    .reduce<unknown>((here, part) => {
      const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
      return isSchema(here) && Object.hasOwn(here, key) ? here[key] : undefined;
    }, root);
  return target === undefined ? `${where} refers to \`${$ref}\`, which is not in it` : undefined;
}

const ranges = [
  ["minimum", "maximum"],
  ["minLength", "maxLength"],
  ["minItems", "maxItems"],
  ["minProperties", "maxProperties"],
] as const;

function rangeFault(schema: Schema, where: string): string | undefined {
  for (const [low, high] of ranges) {
    const [least, most] = [schema[low], schema[high]];
    if (typeof least === "number" && typeof most === "number" && least > most)
      return `${where} wants at least ${least} and at most ${most}`;
  }
  return undefined;
}

/** A required argument that the schema forbids or does not describe. */
function requiredFault({ required, properties, additionalProperties }: Schema, where: string): string | undefined {
  if (required === undefined) return undefined;
  if (!Array.isArray(required) || required.some((each) => typeof each !== "string"))
    return `${where} has a \`required\` that is no list of names`;
  const known = isSchema(properties) ? properties : {};
  const missing = (required as string[]).find((name) => !Object.hasOwn(known, name));
  if (missing === undefined) return undefined;
  return additionalProperties === false ? `${where} requires "${missing}" and forbids it` : undefined;
}

function membersFault(schema: Schema, root: Schema, where: string, depth: number): string | undefined {
  const { properties, items } = schema;
  if (properties !== undefined && !isSchema(properties)) return `${where} has \`properties\` that are no object`;
  for (const [name, member] of Object.entries(properties ?? {})) {
    const fault = faultIn(member, root, `"${name}"`, depth + 1);
    if (fault !== undefined) return fault;
  }
  return items === undefined || Array.isArray(items) ? undefined : faultIn(items, root, `${where} (items)`, depth + 1);
}
