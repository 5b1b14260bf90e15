/** Durations as the other dialect writes them: `30m`, `1h30m`, `90s`. */

const SECONDS: { readonly [unit: string]: number } = { h: 3600, m: 60, s: 1 };

/** Whole seconds above zero; undefined when the text says anything else. */
export function goDuration(text: string): number | undefined {
  if (!/^(?:[0-9]{1,9}[hms])+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, digits, unit = ""] of text.matchAll(/([0-9]+)([hms])/g))
    seconds += Number(digits) * (SECONDS[unit] ?? 0);
  return seconds > 0 ? seconds : undefined;
}
