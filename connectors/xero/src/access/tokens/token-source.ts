/** Where tokens come from, and how many who ask at once share one renewal. */
import { waiting } from "../waiting.js";
import type { Tokens } from "./tokens.js";

/** The tokens of one way to sign in. */
export type TokenSource = {
  /** One that is good for another minute. */
  token(signal?: AbortSignal): Promise<string>;
  /** Another one than the one that was refused. */
  renewed(refused: string, signal?: AbortSignal): Promise<string>;
  /** Takes the tokens of a new sign-in; gives a sentence where they could not be kept. */
  adopt(tokens: Tokens): Promise<string | undefined>;
};

/** Makes a good token that is not the refused one. */
export type Renew = (refused: string | undefined) => Promise<string>;

/** One at a time: who asks while one is under way gets its result. */
export function sharing(renew: Renew): Renew {
  let underWay: Promise<string> | undefined;
  return (refused) => {
    underWay ??= renew(refused).finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

/**
 * Another token than the refused one. A renewal that was under way for somebody else may end with the very token that was
 * refused; the next one is made with that in mind.
 */
export async function another(shared: Renew, refused: string, signal: AbortSignal | undefined): Promise<string> {
  const first = await waiting(shared(refused), signal);
  return first === refused ? await waiting(shared(refused), signal) : first;
}
