/** A place of a test's own to keep a sign-in in, and two sign-ins to keep there. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";

/** A folder for each test; what is kept stands below it, in one that is not there yet. */
export function keptPlace(): { readonly folder: string; readonly file: string } {
  const place = { folder: "", file: "" };
  beforeEach(() => {
    place.folder = mkdtempSync(join(tmpdir(), "xero-kept-"));
    place.file = join(place.folder, "data", "sign-in");
  });
  afterEach(() => rmSync(place.folder, { recursive: true }));
  return place;
}

export const tokens = { accessToken: "Access-T0ken", refreshToken: "Refresh-T0ken", expiresAt: 1_800_000_000_000 };
export const other = { ...tokens, accessToken: "Access-T0ken-2", refreshToken: "Refresh-T0ken-2" };
