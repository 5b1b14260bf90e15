/** Secrets are kept as digests: random ones under SHA-256, passwords of people under scrypt. */
import { createHash, randomBytes, randomInt, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const stretch = promisify<string, Buffer, number, Buffer>(scrypt);
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** So many letters and digits, as WHMCS's identifiers and secrets are. */
export function randomWord(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}

export function digest(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

export function isDigestOf(stored: string, secret: string): boolean {
  return timingSafeEqual(Buffer.from(stored, "hex"), Buffer.from(digest(secret), "hex"));
}

/** The form in which the API is sent a password: md5, in hexadecimal. */
function md5(password: string): string {
  return createHash("md5").update(password).digest("hex");
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString("hex")}:${(await stretch(md5(password), salt, 32)).toString("hex")}`;
}

/** Pairs of stored hash and given text that were checked already: scrypt is slow on purpose, and every call asks. */
const confirmed = new Set<string>();
const mostConfirmed = 1000;

/** Whether what was sent as `password` is the md5 of the password, or the password itself. */
export async function isPassword(stored: string, sent: string): Promise<boolean> {
  const pair = digest(`${stored}\0${sent}`);
  if (confirmed.has(pair)) return true;
  const [salt = "", hash = ""] = stored.split(":");
  if (salt === "" || hash === "") return false;
  for (const form of [sent.toLowerCase(), md5(sent)]) {
    const made = await stretch(form, Buffer.from(salt, "hex"), 32);
    if (!timingSafeEqual(made, Buffer.from(hash, "hex"))) continue;
    if (confirmed.size >= mostConfirmed) confirmed.clear();
    confirmed.add(pair);
    return true;
  }
  return false;
}
