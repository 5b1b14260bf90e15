/** The key file beside the tokens: 32 bytes, made when first needed, readable by this user only. */
import { randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { AccessProblem } from "../problem.js";
import { makeFile } from "./write.js";

const keyBytes = 32;

/** The key in the file, which is made where it is missing. */
export function readOrMakeKey(path: string): Uint8Array {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) {
    makeFile(path, `${randomBytes(keyBytes).toString("base64")}\n`);
  }
  return readKey(path) ?? wrong("there is none");
}

/** The key in the file; undefined where there is no file. */
export function readKey(path: string): Uint8Array | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (process.platform !== "win32" && (stat.mode & 0o077) !== 0) {
    return wrong(`others than you can read it; \`chmod 600\` it`);
  }
  const key = Buffer.from(readFileSync(path, "utf8").trim(), "base64");
  return key.length === keyBytes ? key : wrong("it is not 32 bytes of base64; remove it and sign in again");
}

function wrong(what: string): never {
  throw new AccessProblem("configuration", `the key file beside the kept sign-in is not usable: ${what}`);
}
