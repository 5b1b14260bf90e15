/** Instants as a test file writes them: RFC 3339 with seconds and an offset. */

/** The instant of calls that name none: midnight UTC, a Thursday, the first day of a month and of a year. */
export const FIRST_INSTANT = Date.UTC(2026, 0, 1);

const RFC_3339 = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Epoch milliseconds of an RFC 3339 time; undefined when the text is none, or names a day that no calendar has. */
export function readInstant(text: string): number | undefined {
  const [, local] = RFC_3339.exec(text) ?? [];
  if (local === undefined) return undefined;
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc) || new Date(asUtc).toISOString().slice(0, local.length) !== local) return undefined;
  return Date.parse(text);
}
