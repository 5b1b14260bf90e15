/** Durations as the documents write them: `30s`, `15m`, `2h`, `7d`, `1w`. */

const SECONDS: { readonly [unit: string]: number } = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** A hundred years: what is longer is a mistake, and its end soon no date any more. */
export const LONGEST_SECONDS = 36_500 * 86_400;

/** The seconds of a duration above zero; undefined when the text is none. */
export function durationSeconds(text: string): number | undefined {
  const [, digits, unit = ""] = /^([0-9]+)([smhdw])$/.exec(text) ?? [];
  const seconds = Number(digits) * (SECONDS[unit] ?? Number.NaN);
  return seconds >= 1 && seconds <= LONGEST_SECONDS ? seconds : undefined;
}
