/** Secrets that this server gives away, and what it keeps of them. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 bits that nobody guesses. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** What is kept of a secret: enough to know it again. */
export const digest = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

/** Whether the digest is that of the secret; takes as long for a nearly right one. */
export function isDigestOf(kept: string, secret: string): boolean {
  return timingSafeEqual(
    createHash("sha256").update(kept).digest(),
    createHash("sha256").update(digest(secret)).digest(),
  );
}
