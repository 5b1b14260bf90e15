/**
 * Secrets under AES-256-GCM. A sealed secret is text, `v1.<key version>.<nonce>.<box>`; what it is for and its key's
 * version are authenticated with it, so a secret moved to another server does not open there.
 */

import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { StoreFault } from "../ports/errors.js";
import type { Sealed, Vault } from "../ports/vault.js";
import type { Keys } from "./keys.js";

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SEALED = /^v1\.([1-9]\d{0,8})\.([\w-]{16})\.([\w-]{22,})$/;

/** A vault over keys at hand; the one with the highest version seals. */
export function aesVault(keys: Keys): Vault {
  const newest = Math.max(...keys.keys());
  return {
    async seal(plain, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, keyOf(keys, newest), nonce).setAAD(authenticated(newest, context));
      const box = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      return `v1.${newest}.${nonce.toString("base64url")}.${box.toString("base64url")}` as Sealed;
    },
    async open(secret, context) {
      const [, version, nonce, box] = SEALED.exec(secret) ?? [];
      if (version === undefined || nonce === undefined || box === undefined) {
        throw new StoreFault("sealed_unreadable", "it is not what a vault has sealed");
      }
      return opened(keyOf(keys, Number(version)), Number(version), bytes(nonce), bytes(box), context);
    },
  };
}

function opened(key: Uint8Array, version: number, nonce: Buffer, box: Buffer, context: string): Uint8Array {
  try {
    const split = box.length - TAG_BYTES;
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(authenticated(version, context)).setAuthTag(box.subarray(split));
    return Buffer.concat([decipher.update(box.subarray(0, split)), decipher.final()]);
  } catch (thrown) {
    const detail = `key version ${version} does not open it: it was sealed with another key, or for something else`;
    throw new StoreFault("sealed_unreadable", detail, thrown);
  }
}

function keyOf(keys: Keys, version: number): Uint8Array {
  const key = keys.get(version);
  if (key === undefined) throw new StoreFault("sealed_unreadable", `key version ${version} is not at hand`);
  return key;
}

function authenticated(version: number, context: string): Buffer {
  return Buffer.from(`turnpike.v1.${version}.${context}`);
}

/** Strictly: what decodes to the same bytes but is written otherwise is not what was sealed. */
function bytes(text: string): Buffer {
  const decoded = Buffer.from(text, "base64url");
  if (decoded.toString("base64url") === text) return decoded;
  throw new StoreFault("sealed_unreadable", "it is not what a vault has sealed");
}
