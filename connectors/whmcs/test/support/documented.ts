/**
 * The 62 tools as they are documented: names, parameters and the shape of each answer.
 *
 * The served list is held against this, and the API that the tests record with answers in these shapes.
 */
import { readFileSync } from "node:fs";

type Parameter = {
  readonly name: string;
  readonly type: "string" | "number" | "boolean" | "array";
  readonly required: boolean;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly items?: string;
};

/** The types of an answer's fields: a type's name, a list of one, or an object. */
type Shape = string | readonly Shape[] | { readonly [field: string]: Shape };

/** One documented tool. */
export type Documented = {
  readonly name: string;
  readonly title: string;
  readonly action: string;
  readonly annotations: Readonly<Record<string, boolean>>;
  readonly parameters: readonly Parameter[];
  readonly answer: { readonly [field: string]: Shape };
};

export const documented = JSON.parse(
  readFileSync(new URL("../data/tools.json", import.meta.url), "utf8"),
) as readonly Documented[];

/** A value of each field's type. */
export function example(shape: Shape, name = ""): unknown {
  if (name === "result") return "success";
  if (Array.isArray(shape)) return shape.map((each: Shape) => example(each));
  if (typeof shape === "object") {
    return Object.fromEntries(Object.entries(shape).map(([field, each]) => [field, example(each, field)]));
  }
  switch (shape) {
    case "number":
      return 7;
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return /amount|total|balance|credit|tax|fee|income/.test(name) ? "10.00" : `a ${name}`;
  }
}

// Arguments that exclude each other, or that WHMCS would ignore.
const leftOut: Readonly<Record<string, readonly string[]>> = {
  whmcs_update_client: ["credit", "password2"],
  whmcs_update_invoice: ["publish", "publishandsendemail"],
  whmcs_send_email: ["customtype", "customsubject", "custommessage"],
  whmcs_create_invoice: ["sendinvoice"],
};

function argument({ name, type, enum: words, format }: Parameter): unknown {
  if (type === "number") return 3;
  if (type === "boolean") return true;
  if (type === "array")
    return name === "itemdescription" ? ["one", "two"] : name === "itemamount" ? [10, -2.5] : [true, false];
  if (words !== undefined) return words[0];
  if (format === "email") return "a@b.example";
  return /date|validuntil/.test(name) ? "2026-03-31" : `some ${name}`;
}

/** Arguments that the tool accepts, with every parameter that may stand beside the others. */
export function sampleArguments({ name, parameters }: Documented): Record<string, unknown> {
  const used = parameters.filter((each) => leftOut[name]?.includes(each.name) !== true);
  return Object.fromEntries(used.map((each) => [each.name, argument(each)]));
}
