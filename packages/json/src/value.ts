/**
 * What a JSON text becomes. Policies compare numbers exactly as decimals, and a JavaScript number cannot hold every
 * decimal, so a literal whose value no double carries stays a literal instead of silently becoming its neighbour.
 */

/** A number literal whose decimal value is not that of the shortest decimal naming its nearest double. */
export class UncarriedNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A JSON value; numbers are JavaScript numbers when these carry them. */
export type JsonValue = null | boolean | number | string | UncarriedNumber | readonly JsonValue[] | JsonObject;

/** A JSON object with own keys only; `__proto__` is an own key like any other. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** Whether the value is a JSON object (not an array, not null, not a number kept as its literal). */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof UncarriedNumber);
}
