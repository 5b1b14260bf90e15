/**
 * Values as the API's form encoding takes them.
 *
 * PHP reads the text "false" as true, so booleans go out as 1 and 0; what is undefined is left out, since an empty value
 * would overwrite.
 */

/** The parameters of one action, by their names in the API. */
export type Values = Readonly<Record<string, string | number | boolean | undefined>>;

/** The form of `values`, in their order. */
export function form(values: Values): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) body.append(name, typeof value === "boolean" ? (value ? "1" : "0") : String(value));
  }
  return body;
}

/** Whether WHMCS reads the number as meant: plain decimal digits, never an exponent. */
export const isPlainDecimal = (value: number): boolean => /^-?\d+(\.\d+)?$/.test(String(value));

/** Parallel lists as numbered parameters, `itemamount1`, `itemamount2` and so on; left out entirely where undefined. */
export function numbered(name: string, list: readonly (string | number | boolean)[] | undefined): Values {
  return Object.fromEntries((list ?? []).map((value, index) => [`${name}${index + 1}`, value]));
}
