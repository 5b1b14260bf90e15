/**
 * Keeps a sign-in on disk, sealed, for every process of this user that signs in to the same app.
 *
 * What the seal protects from, and what not, is in docs/decisions/0019.
 */
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Clock } from "../clock.js";
import type { Tokens } from "../tokens/tokens.js";
import { readKey, readOrMakeKey } from "./key.js";
import { locked } from "./lock.js";
import { seal, unseal } from "./seal.js";
import { makeFolder, replaceFile } from "./write.js";

/** What is kept, that nothing is, or that it cannot be opened. */
export type Kept =
  | { readonly kind: "tokens"; readonly tokens: Tokens }
  | { readonly kind: "nothing" }
  | { readonly kind: "unreadable" };

/** The keeper of one sign-in. What the file system refuses it throws as it is, but for what is wrong with the key. */
export type Keeper = {
  read(): Kept;
  /** Replaces what is kept; the old one is there until the new one is. */
  write(tokens: Tokens): void;
  /** Runs `work` while no other process does. */
  alone<T>(work: () => Promise<T>): Promise<T>;
};

export type KeeperOptions = {
  readonly file: string;
  /** 32 bytes; undefined has a key file made beside the file. */
  readonly key: Uint8Array | undefined;
  /** For what app and service it is: for another one it does not open. */
  readonly purpose: string;
  readonly clock: Clock;
};

/** The keeper of a file. Nothing is made or read yet. */
export function keeper({ file, key, purpose, clock }: KeeperOptions): Keeper {
  const keyFile = `${file}.key`;
  const context = `turnpike-xero.v1.${purpose}`;
  return {
    read() {
      const text = readIfThere(file);
      if (text === undefined) return { kind: "nothing" };
      const used = key ?? readKey(keyFile);
      const plain = used === undefined ? undefined : unseal(text.trim(), used, context);
      const tokens = plain === undefined ? undefined : parse(plain);
      return tokens === undefined ? { kind: "unreadable" } : { kind: "tokens", tokens };
    },
    write(tokens) {
      makeFolder(dirname(file));
      replaceFile(file, `${seal(JSON.stringify(tokens), key ?? readOrMakeKey(keyFile), context)}\n`);
    },
    async alone(work) {
      makeFolder(dirname(file));
      return await locked(`${file}.lock`, clock, work);
    },
  };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

// What opens with the key was written by us; a later version may have written it otherwise.
function parse(plain: string): Tokens | undefined {
  const { accessToken, refreshToken, expiresAt } = JSON.parse(plain) as Partial<Tokens>;
  if (typeof accessToken !== "string" || typeof expiresAt !== "number") return undefined;
  return { accessToken, refreshToken, expiresAt };
}
