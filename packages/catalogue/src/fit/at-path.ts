/** What a schema says of the value at a policy's path. */
import type { Path } from "@turnpike/policy";
import { resolved, typesOf } from "../schema/arguments.js";

type Schema = Record<string, unknown>;

/** Found, with whether a valid call may be without it; missing; or nothing is said of it. */
export type AtPath =
  | { readonly kind: "found"; readonly schema: Schema; readonly optional: boolean }
  | { readonly kind: "missing"; readonly name: string; readonly known: readonly string[] }
  | { readonly kind: "open" };

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const open: AtPath = { kind: "open" };

/** Follows the steps of a path through an input schema. */
export function schemaAt(root: unknown, path: Path): AtPath {
  if (!isSchema(root)) return open;
  let here = resolved(root, root);
  let optional = false;
  for (const step of path.steps) {
    if (step.kind !== "key") {
      if (!isSchema(here.items)) return open;
      here = resolved(here.items, root);
      continue;
    }
    const { properties } = here;
    if (!isSchema(properties)) return open;
    const member = Object.hasOwn(properties, step.key) ? properties[step.key] : undefined;
    if (!isSchema(member))
      return isOpen(here, member) ? open : { kind: "missing", name: step.key, known: Object.keys(properties) };
    optional ||= !(Array.isArray(here.required) && here.required.includes(step.key));
    here = resolved(member, root);
  }
  return { kind: "found", schema: here, optional };
}

function isOpen({ additionalProperties, patternProperties }: Schema, member: unknown): boolean {
  return (
    member === true || additionalProperties === true || isSchema(additionalProperties) || isSchema(patternProperties)
  );
}

/** The types of a value in the words of conditions: integers are numbers; empty where nothing is said. */
export function plainTypes(schema: Schema): readonly string[] {
  const values = Array.isArray(schema.enum) ? schema.enum : [];
  return [...new Set(typesOf(schema, values).map((type) => (type === "integer" ? "number" : type)))];
}
