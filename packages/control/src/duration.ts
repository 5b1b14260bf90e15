/** Durations as people write them: `30s`, `15m`, `12h`, `30d`, `8w`. */
import { ControlError } from "./errors.js";

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A hundred years: enough for anyone, and no date arithmetic overflows. */
const mostMs = 36_500 * 86_400_000;

/** The milliseconds of a duration above zero; `what` begins the sentence when it is none. */
export function durationMs(what: string, text: string): number {
  const [, count, unit = ""] = /^(\d{1,12})(s|m|h|d|w)$/.exec(text) ?? [];
  const ms = Number(count) * (unitMs[unit] ?? Number.NaN);
  if (ms > 0 && ms <= mostMs) return ms;
  const rule = "is a whole number above 0 and one of s, m, h, d, w, such as `12h` or `30d`, at most 36500d";
  throw new ControlError("invalid", `${what} ${rule}; \`${text}\` is not`);
}
