/** The bearer token that callers over HTTP must show. */
import { createHash, timingSafeEqual } from "node:crypto";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Makes the check of an `Authorization` header; it takes as long for a nearly right token as for a wrong one. */
export function tokenCheck(token: string): (header: string | undefined) => boolean {
  const expected = digest(token);
  return (header) => timingSafeEqual(digest(/^Bearer +(\S+) *$/i.exec(header ?? "")?.[1] ?? ""), expected);
}
