/** Parameters as PHP has them: texts, and arrays whose keys are ordered and may be numbers or names. */

export type PhpArray = Map<string, PhpValue>;
export type PhpValue = string | PhpArray;

/** A file sent with multipart/form-data. */
export type UploadedFile = {
  readonly field: string;
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
};

/** All that came with one request. */
export type Given = { readonly values: PhpArray; readonly files: readonly UploadedFile[] };

/**
 * Values of a program as PHP would see them: `true` is `1`, `false` is `0`, numbers are their digits, lists and objects
 * are arrays. What is undefined or null was not given.
 */
export function toPhp(value: unknown): PhpValue | undefined {
  if (value === undefined || value === null) return undefined;
  if (value === true) return "1";
  if (value === false) return "0";
  if (typeof value !== "object") return String(value);
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return new Map(
    entries.flatMap(([key, each]) => {
      const php = toPhp(each);
      return php === undefined ? [] : [[String(key), php] as const];
    }),
  );
}
