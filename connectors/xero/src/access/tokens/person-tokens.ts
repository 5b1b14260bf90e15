/**
 * The tokens that a person has signed in for, renewed once however many ask: within this process by sharing the renewal,
 * between processes by the keeper's lock and by looking first whether another one has done it.
 *
 * A refresh token is spent by its use. The new one is on disk before the old one is forgotten; a process that dies between
 * leaves the old one, which Xero takes for another 30 minutes.
 */
import type { Clock } from "../clock.js";
import type { Identity } from "../identity.js";
import type { Keeper } from "../kept/keeper.js";
import { AccessProblem } from "../problem.js";
import { waiting } from "../waiting.js";
import { another, sharing, type TokenSource } from "./token-source.js";
import { isGood, type Tokens } from "./tokens.js";

type Parts = { readonly identity: Pick<Identity, "refresh">; readonly keeper: Keeper; readonly clock: Clock };

/** What this process knows of the sign-in beside what is kept. */
type Known = {
  held: Tokens | undefined;
  /** Why `held` could not be written; then it is newer than what is kept. */
  unsaved: string | undefined;
  /** A refresh token that the service has refused: it is not shown again. */
  spent: string | undefined;
};

/** The tokens behind a keeper. */
export function personTokens(identity: Pick<Identity, "refresh">, keeper: Keeper, clock: Clock): TokenSource {
  const parts = { identity, keeper, clock };
  const known: Known = { held: undefined, unsaved: undefined, spent: undefined };
  const shared = sharing((refused) => renew(parts, known, refused));
  return {
    async token(signal) {
      if (known.unsaved !== undefined && known.held !== undefined) known.unsaved = save(keeper, known.held);
      const held = goodOne(known.held, clock, undefined);
      return held ?? (await waiting(shared(undefined), signal));
    },
    async renewed(refused, signal) {
      return goodOne(known.held, clock, refused) ?? (await another(shared, refused, signal));
    },
    async adopt(tokens) {
      known.held = tokens;
      known.unsaved = await aloneIfPossible(keeper, async () => save(keeper, tokens));
      return known.unsaved;
    },
  };
}

const goodOne = (tokens: Tokens | undefined, clock: Clock, refused: string | undefined): string | undefined =>
  tokens !== undefined && isGood(tokens, clock.now(), refused) ? tokens.accessToken : undefined;

async function renew(parts: Parts, known: Known, refused: string | undefined): Promise<string> {
  const before = latest(parts.keeper, known);
  if (goodOne(before, parts.clock, refused) !== undefined) return take(known, before);
  return await aloneIfPossible(parts.keeper, async () => {
    const now = latest(parts.keeper, known);
    if (goodOne(now, parts.clock, refused) !== undefined) return take(known, now);
    return take(known, await replaced(parts, known, now));
  });
}

function take(known: Known, tokens: Tokens): string {
  known.held = tokens;
  return tokens.accessToken;
}

const notSignedIn = "not signed in to Xero: call `authenticate` first";
const unreadable =
  "the kept sign-in cannot be opened: it was sealed with another key or for another app. Call `authenticate` to sign in again";
const over = "the sign-in has ended: call `authenticate` to sign in again";

/** What this process holds and could not write, else what is kept, which another process may have written. */
function latest(keeper: Keeper, { held, unsaved }: Known): Tokens {
  if (held !== undefined && unsaved !== undefined) return held;
  const kept = readKept(keeper);
  if (kept.kind === "tokens") return kept.tokens;
  throw new AccessProblem("sign_in", kept.kind === "nothing" ? notSignedIn : unreadable);
}

async function replaced({ identity, keeper }: Parts, known: Known, { refreshToken }: Tokens): Promise<Tokens> {
  if (refreshToken === undefined || refreshToken === known.spent) throw new AccessProblem("sign_in", over);
  try {
    const tokens = await identity.refresh(refreshToken);
    known.unsaved = save(keeper, tokens);
    return tokens;
  } catch (error) {
    if (error instanceof AccessProblem && error.kind === "sign_in") known.spent = refreshToken;
    throw error;
  }
}

function readKept(keeper: Keeper) {
  try {
    return keeper.read();
  } catch (error) {
    throw fileProblem("read", error);
  }
}

/** Writes the tokens; gives a sentence where that failed. They are good all the same, in this process. */
function save(keeper: Keeper, tokens: Tokens): string | undefined {
  try {
    keeper.write(tokens);
    return undefined;
  } catch (error) {
    return `${fileProblem("written", error).message}. Until then the sign-in ends with this server`;
  }
}

/** Where no lock can be made nothing can be written either: then nobody else's tokens are in danger. */
async function aloneIfPossible<T>(keeper: Keeper, work: () => Promise<T>): Promise<T> {
  let began = false;
  try {
    return await keeper.alone(() => {
      began = true;
      return work();
    });
  } catch (error) {
    if (began) throw error;
    return await work();
  }
}

function fileProblem(done: "read" | "written", error: unknown): AccessProblem {
  if (error instanceof AccessProblem) return error;
  const { code = "no reason given" } = error as NodeJS.ErrnoException;
  const where = "check XERO_TOKEN_FILE, or the user's data folder";
  return new AccessProblem("configuration", `the file with the sign-in cannot be ${done} (${code}): ${where}`);
}
