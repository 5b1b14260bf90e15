/** Secrets that must be in nothing that a program gives away, however they are spelt. */
import { expect } from "vitest";

/** A secret plain, as a URL and a form encode it, and inside JSON. */
export const spellingsOf = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  new URLSearchParams({ x: secret }).toString().slice(2),
  JSON.stringify(secret).slice(1, -1),
];

/** Expects none of them in the text. */
export function expectHidden(text: string, spellings: readonly string[]): void {
  for (const spelling of spellings) expect(text).not.toContain(spelling);
}
