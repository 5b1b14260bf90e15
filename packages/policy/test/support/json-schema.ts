/** As much of JSON Schema 2020-12 as the published schema uses; an unknown keyword is a mistake of the test's. */

type Json = { readonly [key: string]: unknown };

const SAID = new Set(["$schema", "$id", "$defs", "title", "description", "default"]);

/** Whether the value fits the schema. */
export function fits(schema: Json, value: unknown, root: Json = schema): boolean {
  return Object.entries(schema).every(
    ([keyword, wanted]) => SAID.has(keyword) || check(keyword, wanted, schema, value, root),
  );
}

function check(keyword: string, wanted: unknown, schema: Json, value: unknown, root: Json): boolean {
  const sub = (one: unknown, inner: unknown) => fits(one as Json, inner, root);
  const members = isObject(value) ? Object.entries(value) : [];
  switch (keyword) {
    case "$ref":
      return sub((root.$defs as Json)[String(wanted).replace("#/$defs/", "")], value);
    case "type":
      return typeFits(wanted as string, value);
    case "const":
      return value === wanted;
    case "enum":
      return (wanted as unknown[]).includes(value);
    case "properties":
      return members.every(([key, inner]) => !Object.hasOwn(wanted as Json, key) || sub((wanted as Json)[key], inner));
    case "required":
      return !isObject(value) || (wanted as string[]).every((key) => Object.hasOwn(value, key));
    case "additionalProperties": {
      const known = (schema.properties ?? {}) as Json;
      const others = members.filter(([key]) => !Object.hasOwn(known, key));
      return wanted === false ? others.length === 0 : others.every(([, inner]) => sub(wanted, inner));
    }
    case "propertyNames":
      return members.every(([key]) => sub(wanted, key));
    case "items":
      return !Array.isArray(value) || value.every((item) => sub(wanted, item));
    case "minItems":
      return !Array.isArray(value) || value.length >= (wanted as number);
    case "minLength":
      return typeof value !== "string" || value.length >= (wanted as number);
    case "pattern":
      return typeof value !== "string" || new RegExp(wanted as string, "u").test(value);
    case "minimum":
      return typeof value !== "number" || value >= (wanted as number);
    case "maximum":
      return typeof value !== "number" || value <= (wanted as number);
    case "exclusiveMinimum":
      return typeof value !== "number" || value > (wanted as number);
    case "allOf":
      return (wanted as Json[]).every((one) => sub(one, value));
    case "oneOf":
      return (wanted as Json[]).filter((one) => sub(one, value)).length === 1;
    case "not":
      return !sub(wanted, value);
    case "if":
      return !sub(wanted, value) || sub(schema.then, value);
    case "then":
      return true;
    default:
      throw new Error(`unknown keyword ${keyword}`);
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function typeFits(type: string, value: unknown): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  return type === "integer" ? Number.isInteger(value) : typeof value === type;
}
