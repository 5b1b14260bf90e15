/** Folders that a test may fill and that are gone afterwards. */
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A fresh folder and how to remove it. */
export type TemporaryFolder = { readonly path: string; remove(): Promise<void> };

/** Makes an empty folder in the system's temporary place. */
export async function temporaryFolder(label = "test"): Promise<TemporaryFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), `turnpike-${label}-`)));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
}
