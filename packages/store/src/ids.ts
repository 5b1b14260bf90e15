/** Ids and tokens. Ids sort by the time they were made; they are no secrets. Tokens are. */

import { createHash, randomBytes } from "node:crypto";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"; // Crockford's base32: no i, l, o, u
const PREFIXES = { organisation: "org", server: "srv", policy: "pol", grant: "grt", instance: "ins" } as const;
const TOKEN_BYTES = 32;
const SHOWN_TOKEN_CHARACTERS = 9;

/** A new id such as `srv_01jd5xk2a7qm3v8d`: nine characters of time, seven of chance. */
export function newId(kind: keyof typeof PREFIXES, at: number): string {
  let time = "";
  for (let rest = Math.max(0, at); time.length < 9; rest = Math.floor(rest / 32))
    time = ALPHABET.charAt(rest % 32) + time;
  const chance = Array.from(randomBytes(7), (byte) => ALPHABET.charAt(byte % 32)).join("");
  return `${PREFIXES[kind]}_${time}${chance}`;
}

export type NewToken = { readonly token: string; readonly hash: string; readonly prefix: string };

/** 256 random bits behind `tp_`, with what is kept of them. */
export function newToken(): NewToken {
  const token = `tp_${randomBytes(TOKEN_BYTES).toString("base64url")}`;
  return { token, hash: hashToken(token), prefix: token.slice(0, SHOWN_TOKEN_CHARACTERS) };
}

/** SHA-256 of the whole token in hex: what `Store.permit` is asked with. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
