/** What every part of the sign-in works on, and the times that hold for it. */
import type { Db } from "../database/tables.js";

/** The database and the clock. */
export type Identity = { readonly db: Db; readonly now: () => Date };

const minutes = 60_000;
const days = 24 * 60 * minutes;

/** How long what lives, in milliseconds: Xero's own times where they are public. */
export const lifetimes = {
  requestMs: 30 * minutes,
  codeMs: 5 * minutes,
  accessMs: 30 * minutes,
  refreshMs: 60 * days,
  /** A refresh token may be used again for so long, by an app that lost the answer. */
  graceMs: 30 * minutes,
} as const;

/** A moment so long from now, as it is kept. */
export const after = (now: Date, ms: number): string => new Date(now.getTime() + ms).toISOString();
