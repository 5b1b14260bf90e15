/** Instants as they are printed: RFC 3339 in UTC with milliseconds. */

/** Epoch milliseconds as text; null stays null. */
export function time(ms: number): string;
export function time(ms: number | null): string | null;
export function time(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
