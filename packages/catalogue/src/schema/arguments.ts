/** The arguments that a tool's schema announces: the top level, and one level of objects and arrays below it. */

export type ArgumentType = "string" | "number" | "integer" | "boolean" | "array" | "object" | "null";

/** One argument. */
export type Argument = {
  readonly name: string;
  /** Where it is, in the words of a policy's conditions: `args.items[*].amount`. */
  readonly path: string;
  readonly types: readonly ArgumentType[];
  /** Whether a call without it is not valid; below the top level: whether its object is without it. */
  readonly required: boolean;
  /** At the top level of the arguments. */
  readonly top: boolean;
  readonly values: readonly unknown[];
  readonly description: string;
  readonly schema: Record<string, unknown>;
};

const typeNames = new Set<unknown>(["string", "number", "integer", "boolean", "array", "object", "null"]);
const most = 200;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Lists the arguments of an input schema; what is no schema has none. */
export function argumentsOf(schema: unknown): readonly Argument[] {
  const found: Argument[] = [];
  if (isObject(schema)) members(schema, schema, "args", 0, found);
  return found;
}

function members(
  of: Record<string, unknown>,
  root: Record<string, unknown>,
  path: string,
  depth: number,
  found: Argument[],
): void {
  const schema = resolved(of, root);
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  for (const [name, value] of Object.entries(properties)) {
    if (found.length >= most) return;
    const member = resolved(isObject(value) ? value : {}, root);
    const here = `${path}${step(name)}`;
    found.push(argument(name, here, member, required.has(name), depth === 0));
    if (depth >= 2) continue;
    if (isObject(member.properties)) members(member, root, here, depth + 1, found);
    else if (isObject(member.items)) members(member.items, root, `${here}[*]`, depth + 1, found);
  }
}

function argument(
  name: string,
  path: string,
  schema: Record<string, unknown>,
  required: boolean,
  top: boolean,
): Argument {
  const description = typeof schema.description === "string" ? schema.description : "";
  const values = Array.isArray(schema.enum) ? schema.enum : "const" in schema ? [schema.const] : [];
  return { name, path, types: typesOf(schema, values), required, top, values, description, schema };
}

/** The types that a schema admits; none said: none known. */
export function typesOf(schema: Record<string, unknown>, values: readonly unknown[] = []): readonly ArgumentType[] {
  const said = Array.isArray(schema.type) ? schema.type : [schema.type];
  const types = said.filter((type): type is ArgumentType => typeNames.has(type));
  if (types.length > 0) return types;
  const parts = [schema.anyOf, schema.oneOf].flatMap((list) => (Array.isArray(list) ? list.filter(isObject) : []));
  if (parts.length > 0) return [...new Set(parts.flatMap((part) => typesOf(part)))];
  if (values.length > 0 && values.every((value) => typeof value === "string")) return ["string"];
  if (isObject(schema.properties)) return ["object"];
  return isObject(schema.items) ? ["array"] : [];
}

/** Follows a reference inside the same schema, and an optional type to what it is when it is there. */
export function resolved(schema: Record<string, unknown>, root: Record<string, unknown>): Record<string, unknown> {
  let here = schema;
  for (let steps = 0; steps < 8 && typeof here.$ref === "string"; steps++) {
    const target = pointed(root, here.$ref);
    if (!isObject(target)) return here;
    here = target;
  }
  if (isObject(here.properties) || here.type !== undefined) return here;
  const parts = [here.anyOf, here.oneOf].find(Array.isArray) as unknown[] | undefined;
  const real = parts?.filter((part) => isObject(part) && part.type !== "null") ?? [];
  return real.length === 1 && isObject(real[0]) && typeof real[0].$ref === "string" ? resolved(real[0], root) : here;
}

function pointed(root: Record<string, unknown>, reference: string): unknown {
  if (!reference.startsWith("#/")) return undefined;
  let here: unknown = root;
  for (const part of reference.slice(2).split("/")) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    here = isObject(here) && Object.hasOwn(here, key) ? here[key] : undefined;
  }
  return here;
}

/** One step of a path: `.name`, or quoted where the name needs it. */
function step(name: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
