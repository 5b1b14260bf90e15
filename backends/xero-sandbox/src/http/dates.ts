/** Days and moments, as they go over the wire and as they are kept. */

const dayForm = /^(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})?)?$/;
const wireForm = /^\/Date\((-?\d{1,15})([+-]\d{4})?\)\/$/;

/** A moment as `/Date(…)/`; Xero writes most of them with an offset. */
export function writeMoment(iso: string): string {
  return `/Date(${Date.parse(iso)}+0000)/`;
}

/** A day as `/Date(…)/`, and as text. */
export function writeDay(day: string): string {
  return `/Date(${Date.parse(`${day}T00:00:00Z`)}+0000)/`;
}

export function writeDayString(day: string): string {
  return `${day}T00:00:00`;
}

/** A moment as text without fractions. */
export function writeMomentString(iso: string): string {
  return `${iso.slice(0, 19)}Z`;
}

/** Reads a day: `YYYY-MM-DD`, with a time behind it or not, or `/Date(…)/`; undefined where it is none. */
export function readDay(text: string): string | undefined {
  const wire = wireForm.exec(text);
  if (wire !== null) return dayOf(new Date(Number(wire[1])));
  const [, year = "", month = "", day = ""] = dayForm.exec(text) ?? [];
  const written = `${year}-${month}-${day}`;
  return dayOf(new Date(`${written}T00:00:00Z`)) === written ? written : undefined;
}

function dayOf(date: Date): string | undefined {
  if (Number.isNaN(date.getTime())) return undefined;
  const written = date.toISOString();
  return written.length === 24 ? written.slice(0, 10) : undefined;
}

/** Reads a moment in ISO 8601, as UTC where it names no offset; undefined where it is none. */
export function readMoment(text: string): string | undefined {
  if (!dayForm.test(text)) return undefined;
  const hasOffset = text.length === 10 || /(Z|[+-]\d{2}:\d{2})$/.test(text.slice(10));
  const date = new Date(hasOffset ? text : `${text}Z`);
  return dayOf(date) === undefined ? undefined : date.toISOString();
}
