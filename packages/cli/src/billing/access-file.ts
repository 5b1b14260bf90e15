/**
 * The access that a program on this machine has to the books: kept beside them for their owner only, so that it is the
 * same after a restart. The books themselves hold digests.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Billing, IssuedAccess } from "@turnpike/billing";

/** The access that was issued before, where it still opens the books; else a new one. */
export async function accessOf(billing: Billing, folder: string): Promise<IssuedAccess> {
  const file = path.join(folder, "access.json");
  const kept = readAccess(file);
  if (kept !== undefined && (await billing.isAccess(kept))) return kept;
  const access = await billing.issueAccess();
  writeFileSync(file, `${JSON.stringify(access)}\n`, { mode: 0o600 });
  return access;
}

function readAccess(file: string): IssuedAccess | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const { identifier, secret, username, password } = JSON.parse(readFileSync(file, "utf8")) as IssuedAccess;
    const isWhole = [identifier, secret, username, password].every((each) => typeof each === "string");
    return isWhole ? { identifier, secret, username, password } : undefined;
  } catch {
    return undefined;
  }
}
