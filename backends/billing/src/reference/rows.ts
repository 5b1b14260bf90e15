/** The tables of a reference page, taken from the declarations that requests and answers are held to. */
import type { Action } from "../declare/action.js";
import type { Fields } from "../declare/field.js";
import type { Param, Params } from "../declare/param.js";

export type ParameterRow = {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly isRequired: boolean;
};

export type FieldRow = { readonly name: string; readonly type: string; readonly description: string };

/** What may be sent, `action` first; groups are written out: `email_preferences[general]`. */
export function parameterRows({ name, parameters }: Action): readonly ParameterRow[] {
  const action = { name: "action", type: "string", description: `“${name}”`, isRequired: true };
  return [action, ...rowsOf(parameters, (each) => each)];
}

function rowsOf(parameters: Params, called: (name: string) => string): readonly ParameterRow[] {
  return Object.entries(parameters).flatMap(([name, param]) => {
    const members = (param as Param<unknown> & { readonly members?: Params }).members;
    if (members !== undefined) return rowsOf(members, (member) => `${called(name)}[${member}]`);
    const description = param.deprecated ? `Deprecated, ignored: ${param.description}` : param.description;
    return [{ name: called(name), type: param.type, description, isRequired: param.required }];
  });
}

/** What is answered, `result` first; what stands below another is written with its path: `items.item[].id`. */
export function fieldRows({ response }: Action): readonly FieldRow[] {
  const result = { name: "result", type: "string", description: "The result of the operation: success or error" };
  return [result, ...rowsBelow(response, "")];
}

function rowsBelow(fields: Fields, prefix: string): readonly FieldRow[] {
  return Object.entries(fields).flatMap(([name, { type, description, isOptional, below }]) => {
    const path = prefix + name;
    const own = { name: path, type, description: isOptional ? `${description} (may be missing)` : description };
    if (below === undefined) return [own];
    const joint = below.path === "" || below.path.startsWith("[") ? "" : ".";
    const inner = below.path === "" ? `${path}.` : `${path}${joint}${below.path}.`;
    return [own, ...rowsBelow(below.fields, inner)];
  });
}
