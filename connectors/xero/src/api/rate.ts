/**
 * What Xero says about its limits: 60 calls a minute, 5000 a day and 5 at once for each organisation.
 *
 * https://developer.xero.com/documentation/guides/oauth2/limits/
 */

/** How many calls are left, as far as the latest answer said. */
export type Remaining = {
  readonly minute: number | undefined;
  readonly day: number | undefined;
  readonly appMinute: number | undefined;
};

/** Which limit a refused call met, and when another may be made. */
export type Exhausted = { readonly limit: string; readonly retryAfterMs: number | undefined };

/** Reads the headers that come with every answer. */
export function remaining(headers: Headers): Remaining {
  return {
    minute: whole(headers.get("x-minlimit-remaining")),
    day: whole(headers.get("x-daylimit-remaining")),
    appMinute: whole(headers.get("x-appminlimit-remaining")),
  };
}

/** Reads the headers of a 429. */
export function exhausted(headers: Headers): Exhausted {
  const seconds = whole(headers.get("retry-after"));
  const limit = /^[a-z ]{1,20}$/i.exec(headers.get("x-rate-limit-problem") ?? "")?.[0].toLowerCase() ?? "unnamed";
  return { limit, retryAfterMs: seconds === undefined ? undefined : seconds * 1000 };
}

const whole = (text: string | null): number | undefined =>
  text !== null && /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
