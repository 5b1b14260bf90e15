/**
 * Writes a site into a folder that is empty, new, or was written before. A file in it names all that was written, so
 * that what is no longer made goes, and what is somebody else's stays. Every file is written aside first and put in its
 * place at the end: whoever is interrupted leaves the old site, or whole files of both that the next run sets right.
 */
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { SiteFile } from "@turnpike/registry";
import { Failure } from "../failure.js";
import { whyUnreadable } from "../files.js";

const marker = ".turnpike-pages.json";
const aside = ".turnpike-pages.new";
const atOnce = 32;

/** What was written into a folder before: nothing, where it is new or empty. */
export type Written = ReadonlySet<string>;

/** Refuses a folder that holds other things, before anything is scanned. */
export async function checkPages(folder: string): Promise<Written> {
  const names = await asUnwritable(folder, () => namesIn(folder));
  if (names.length === 0) return new Set();
  if (!names.includes(marker)) {
    throw new Failure(
      "unwritable",
      `\`${folder}\` holds other files, and none that says it is a site of \`scan --pages\`: name a new or an empty folder`,
    );
  }
  return readMarker(folder);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => name !== aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

async function readMarker(folder: string): Promise<Written> {
  const text = await readFile(path.join(folder, marker), "utf8").catch(() => "");
  const files = listed(text);
  if (files === undefined) {
    throw new Failure(
      "unwritable",
      `\`${path.join(folder, marker)}\` is damaged: remove the folder, or name another one`,
    );
  }
  return new Set(files);
}

/** The files that a marker names; none of them outside of its folder. */
function listed(text: string): readonly string[] | undefined {
  try {
    const { files } = JSON.parse(text) as { files?: unknown };
    const fine = (file: unknown): file is string =>
      typeof file === "string" && /^(?:[a-z0-9-]+\/)*[a-z0-9.-]+$/.test(file);
    return Array.isArray(files) && files.every(fine) && !files.some((file) => /(?:^|\/)\.+$/.test(file))
      ? files
      : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the files and removes what was written before and is none of them; gives how many there are. */
export async function writePages(files: Iterable<SiteFile>, folder: string, before: Written): Promise<number> {
  return asUnwritable(folder, async () => {
    const staging = path.join(folder, aside);
    await rm(staging, { recursive: true, force: true });
    await mkdir(staging, { recursive: true });
    const written = await stage(files, staging);
    await refuseForeign(written, folder, before);
    await mark(folder, new Set([...before, ...written]));
    const folders = new Set([...written].map((file) => path.posix.dirname(file)));
    for (const each of folders) await mkdir(path.join(folder, each), { recursive: true });
    await eachOf(written, (file) => rename(path.join(staging, file), path.join(folder, file)));
    await removeStale(
      [...before].filter((file) => !written.has(file)),
      folder,
    );
    await rm(staging, { recursive: true, force: true });
    await mark(folder, written);
    return written.size;
  });
}

async function stage(files: Iterable<SiteFile>, staging: string): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  const made = new Set<string>();
  await eachOf(files, async ({ path: name, text }) => {
    names.add(name);
    const file = path.join(staging, name);
    const parent = path.dirname(file);
    if (!made.has(parent)) await mkdir(parent, { recursive: true });
    made.add(parent);
    await writeFile(file, text);
  });
  return names;
}

/** A file that stands where one of ours belongs, and is not ours, stays. */
async function refuseForeign(written: Written, folder: string, before: Written): Promise<void> {
  const there = await readdir(folder, { recursive: true });
  const foreign = there
    .map((name) => name.replaceAll(path.sep, "/"))
    .find((name) => written.has(name) && !before.has(name));
  if (foreign === undefined) return;
  await rm(path.join(folder, aside), { recursive: true, force: true });
  throw new Failure(
    "unwritable",
    `\`${path.join(folder, foreign)}\` is not of this site and stands in its way: move it`,
  );
}

async function removeStale(stale: readonly string[], folder: string): Promise<void> {
  await eachOf(stale, (file) => rm(path.join(folder, file), { force: true }));
  const parents = new Set(stale.map((file) => path.posix.dirname(file)).filter((parent) => parent !== "."));
  // Only empty ones go; what somebody has put into one keeps it.
  for (const parent of [...parents].sort().reverse()) await rmdir(path.join(folder, parent)).catch(() => {});
}

async function mark(folder: string, files: Written): Promise<void> {
  const text = `${JSON.stringify({ written_by: "turnpike scan --pages", files: [...files].sort() }, null, 1)}\n`;
  const next = path.join(folder, `${marker}.new`);
  await writeFile(next, text);
  await rename(next, path.join(folder, marker));
}

/** Works through items, some of them at a time. */
async function eachOf<Item>(items: Iterable<Item>, act: (item: Item) => Promise<unknown>): Promise<void> {
  const queue = items[Symbol.iterator]();
  const worker = async () => {
    for (let next = queue.next(); next.done !== true; next = queue.next()) await act(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

async function asUnwritable<Result>(folder: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Failure || !(error instanceof Error && "code" in error)) throw error;
    throw new Failure("unwritable", `cannot write \`${folder}\`: ${whyUnreadable(error)}`);
  }
}
