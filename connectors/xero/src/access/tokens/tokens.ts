/** What a sign-in leaves. */

/** An access token, when it ends, and what renews it; without `refreshToken` nothing does. */
export type Tokens = {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** Milliseconds since 1970, by this machine's clock. */
  readonly expiresAt: number;
};

const marginMs = 60_000;

/** Whether the access token is good for another minute, and not the one that was refused. */
export function isGood(tokens: Tokens, now: number, refused: string | undefined): boolean {
  return tokens.accessToken !== refused && tokens.expiresAt - now > marginMs;
}
