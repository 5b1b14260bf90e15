/**
 * Holds requests and answers against Xero's description: types, formats, enumerations, lengths, and no property that it
 * does not know. What its own examples show beyond its schemas counts as known. Where the description is not there,
 * nothing is held against it, and the contract test says so.
 */
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { type Described, describedOperations, description, type Schema } from "./description.js";

export type Exchange = {
  readonly method: string;
  /** Below `/api.xro/2.0`, as `/Invoices`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** What was sent; undefined where nothing was, or where it is meant to be wrong. */
  readonly sent: unknown;
  readonly status: number;
  readonly answer: unknown;
};

/** The operations that were held against the description so far. */
export const seen = new Set<string>();

/** Statuses that the description says nothing about: they come from the door in front of the API. */
const atTheDoor: ReadonlySet<number> = new Set([401, 403, 404, 405, 413, 429, 503]);

/** What an element may break that is echoed because it was refused. */
const refusable: readonly string[] = ["maxLength", "required"];

/** Throws when an exchange is not as it is described. */
export function hold({ method, path, query, sent, status, answer }: Exchange): void {
  if (known === undefined || atTheDoor.has(status)) return;
  const operation = known.operationAt(method, path);
  seen.add(operation.operationId);
  checkQuery(operation, query);
  const requested = operation.requestBody?.content?.["application/json"]?.schema;
  if (sent !== undefined && requested !== undefined && method !== "GET") known.check("request", requested, sent);
  const answered = operation.responses[status]?.content?.["application/json"]?.schema;
  // Xero describes 400 for writes only, and answers it to queries that it does not understand.
  const schema = answered ?? (status === 400 ? { $ref: "#/components/schemas/Error" } : undefined);
  if (schema === undefined) throw new Error(`${operation.operationId}: ${status} is not described`);
  known.check("answer", schema, answer);
  if (status === 400) known.checkElements(operation, answer);
}

const known = description === undefined ? undefined : open(description);

function open({ components, paths }: NonNullable<typeof description>) {
  const operations = describedOperations({ components, paths });
  const schemas = strict(
    components.schemas,
    operations.map(({ operation }) => operation),
  );
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: "strict", components: { schemas } });
  ajv.addSchema({ $id: "lenient", components: { schemas: components.schemas } });
  const compiled = new Map<string, ValidateFunction>();

  const check = (what: "request" | "answer", { $ref = "" }: Schema, value: unknown, but: readonly string[] = []) => {
    const $id = `${what === "answer" ? "strict" : "lenient"}${$ref}`;
    const validate = compiled.get($id) ?? ajv.compile({ $ref: $id });
    compiled.set($id, validate);
    if (validate(value)) return;
    const errors = validate.errors?.filter(({ keyword }) => !but.includes(keyword)) ?? [];
    if (errors.length > 0) throw new Error(`${what} is not as described: ${ajv.errorsText(errors)}`);
  };

  return {
    check,
    operationAt(method: string, path: string): Described {
      const found = operations.find((each) => each.method === method && matches(each.template, path));
      if (found === undefined) throw new Error(`${method} ${path} is not described`);
      return found.operation;
    },
    /** A refused element is the element as it was sent. */
    checkElements(operation: Described, answer: unknown) {
      const list = operation.responses[200]?.content?.["application/json"]?.schema.$ref?.split("/").at(-1) ?? "";
      const item = components.schemas[list]?.properties?.[list]?.items;
      const { Elements = [] } = answer as { readonly Elements?: readonly unknown[] };
      for (const element of Elements) if (item !== undefined) check("answer", item, element, refusable);
    },
  };
}

function matches(template: string, path: string): boolean {
  const [expected, given] = [template.split("/"), path.split("/")];
  return expected.length === given.length && expected.every((part, at) => part.startsWith("{") || part === given[at]);
}

function checkQuery({ operationId, parameters = [] }: Described, query: URLSearchParams): void {
  const declared = parameters.map(({ $ref, ...own }) =>
    $ref === undefined ? own : description?.components.parameters[$ref.split("/").at(-1) ?? ""],
  );
  for (const [name, value] of query) {
    const parameter = declared.find((each) => each?.in === "query" && each.name === name);
    if (parameter === undefined) throw new Error(`${operationId}: the parameter ${name} is not described`);
    const form = { integer: /^-?\d+$/, boolean: /^(true|false)$/ }[parameter.schema.type ?? ""] ?? /^/;
    if (!form.test(value)) throw new Error(`${operationId}: the parameter ${name} is no ${parameter.schema.type}`);
  }
}

/** The schemas with no room for other properties than theirs and those of the description's own examples. */
function strict(schemas: Readonly<Record<string, Schema>>, operations: readonly Described[]) {
  const shown = new Map<string, Set<string>>();
  for (const { responses } of operations) {
    for (const { content } of Object.values(responses)) {
      const { schema, example } = content?.["application/json"] ?? {};
      if (schema !== undefined) collect(schema, example);
    }
  }

  function collect(schema: Schema, example: unknown): void {
    if (Array.isArray(example)) {
      for (const each of example) if (schema.items !== undefined) collect(schema.items, each);
      return;
    }
    const name = schema.$ref?.split("/").at(-1) ?? "";
    if (typeof example !== "object" || example === null || name === "") return;
    const names = shown.get(name) ?? new Set();
    shown.set(name, names);
    for (const [key, value] of Object.entries(example)) {
      names.add(key);
      const property = schemas[name]?.properties?.[key];
      if (property !== undefined) collect(property, value);
    }
  }

  const closed = Object.entries(schemas).map(([name, schema]) => {
    if (schema.properties === undefined || name === "Element") return [name, schema];
    const examples = Object.fromEntries([...(shown.get(name) ?? [])].map((key) => [key, {}]));
    return [name, { ...schema, properties: { ...examples, ...schema.properties }, additionalProperties: false }];
  });
  return Object.fromEntries(closed) as Readonly<Record<string, Schema>>;
}
