/**
 * How the text of a setting becomes its value. A reader returns the value or throws `BadValue` saying what would be
 * right; where the text came from (flag, variable, file) is added by whoever asked.
 */

/**
 * A setting's text that cannot be read; the message completes the sentence "`port` must be …". The text itself is
 * repeated after it unless it may hold a secret.
 */
export class BadValue extends Error {
  readonly mayBeRepeated: boolean;

  constructor(message: string, mayBeRepeated = true) {
    super(message);
    this.mayBeRepeated = mayBeRepeated;
  }
}

/** Reads one text of a setting. */
export type Reader<T> = (text: string) => T;

/** A whole number within bounds, both included. */
export function wholeNumber(least: number, most: number): Reader<number> {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new BadValue(`a whole number from ${least} to ${most}`);
  };
}

/** One of a few words. */
export function oneOf<const T extends string>(...words: readonly T[]): Reader<T> {
  return (text) => {
    const word = words.find((each) => each === text);
    if (word !== undefined) return word;
    throw new BadValue(words.map((each) => `\`${each}\``).join(" or "));
  };
}

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** A duration such as `30s` or `15m`, in milliseconds, from one second to `mostMs`. */
export function duration(mostMs: number): Reader<number> {
  return (text) => {
    const [, count, unit] = /^(\d{1,9})(s|m|h|d|w)$/.exec(text) ?? [];
    const value = Number(count) * (unitMs[unit as keyof typeof unitMs] ?? Number.NaN);
    if (value >= 1_000 && value <= mostMs) return value;
    throw new BadValue(`a duration such as \`30s\`, \`15m\` or \`1h\`, from 1s to ${writeDuration(mostMs)}`);
  };
}

/** Milliseconds in the longest unit that divides them: the inverse of `duration`. */
export function writeDuration(ms: number): string {
  for (const unit of ["w", "d", "h", "m"] as const) {
    if (ms >= unitMs[unit] && ms % unitMs[unit] === 0) return `${ms / unitMs[unit]}${unit}`;
  }
  return `${ms / 1_000}s`;
}

/** A host to listen on or to accept: a name or an address, without scheme, port or path. */
export const host: Reader<string> = (text) => {
  const bare = text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
  const isName = /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_.])?$/i.test(bare);
  const isAddress6 = /^[0-9a-f:.]*:[0-9a-f:.]*(%[a-z0-9]+)?$/i.test(bare) && bare.split(":").length > 2;
  if (bare.length <= 253 && (isName || isAddress6)) return bare;
  throw new BadValue("a host name or an IP address, without scheme, port and path");
};

/** The address under which agents reach the gateway: http or https, no credentials, query or fragment. */
export const publicUrl: Reader<string> = (text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url && !url.username && !url.password && !url.search && !url.hash && !/[?#@]/.test(text);
  if (isPlain && (url.protocol === "http:" || url.protocol === "https:")) return url.href.replace(/\/+$/, "");
  throw new BadValue("an http or https URL without credentials, query and fragment", !text.includes("@"));
};

/** A path. */
export const filePath: Reader<string> = (text) => {
  if (text.trim() !== "" && !text.includes("\0")) return text;
  throw new BadValue("a path");
};

/** A secret: what is wrong with it is for its user to say, and a message never repeats it. */
export const secret: Reader<string> = (text) => {
  if (text.trim() !== "") return text;
  throw new BadValue("a key, or not set at all", false);
};
