/**
 * Text under AES-256-GCM, as `v1.<nonce>.<box>`. What it is for is authenticated with it, so what was sealed for one app
 * does not open for another.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const cipherName = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;
const sealed = /^v1\.([\w-]{16})\.([\w-]{22,})$/;

/** Seals a text. */
export function seal(plain: string, key: Uint8Array, purpose: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(cipherName, key, nonce).setAAD(Buffer.from(purpose));
  const box = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1.${nonce.toString("base64url")}.${box.toString("base64url")}`;
}

/** The text; undefined where it was sealed with another key or for something else, or has been changed. */
export function unseal(text: string, key: Uint8Array, purpose: string): string | undefined {
  const [, nonce = "", boxed = ""] = sealed.exec(text) ?? [];
  const box = Buffer.from(boxed, "base64url");
  if (box.length < tagBytes) return undefined;
  try {
    const split = box.length - tagBytes;
    const bytes = Buffer.from(nonce, "base64url");
    const decipher = createDecipheriv(cipherName, key, bytes, { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(purpose)).setAuthTag(box.subarray(split));
    return Buffer.concat([decipher.update(box.subarray(0, split)), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
