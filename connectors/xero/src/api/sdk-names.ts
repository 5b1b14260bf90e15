/**
 * Field names as xero-node wants them: Xero's own with a small first letter.
 *
 * xero-node drops what it does not know; a test sends every field of every schema and looks for it on the wire.
 */

/** A copy of `value` under xero-node's names. */
export function sdkNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sdkNames);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name.slice(0, 1).toLowerCase() + name.slice(1), sdkNames(each)]),
  );
}
