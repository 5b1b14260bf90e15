/** Files that only their owner reads: databases, and what opens them. */
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** Makes the file where it is missing. SQLite gives its side files the mode of the database file, so that one comes first. */
export function makePrivate(file: string): void {
  closeSync(openSync(file, "a", 0o600));
}

/** Makes a database where there is none, under another name until it is whole: half of one is none. */
export async function makeWhole(database: string, fill: (part: string) => Promise<void>): Promise<void> {
  const part = `${database}.part`;
  for (const end of ["", "-wal", "-shm"]) rmSync(`${part}${end}`, { force: true });
  makePrivate(part);
  await fill(part);
  renameSync(part, database);
}

type Access<Name extends string> = Readonly<Record<Name, string>>;

/**
 * The access that a program on this machine has to a database, kept beside it, so that it is the same after a restart:
 * the database itself holds digests. What is kept is used while it still opens; else it is issued again.
 */
export async function accessIn<Name extends string>(
  file: string,
  names: readonly Name[],
  door: {
    readonly opens: (access: Access<Name>) => Promise<boolean>;
    readonly issue: () => Promise<Access<Name>>;
  },
): Promise<Access<Name>> {
  const kept = readAccess(file, names);
  if (kept !== undefined && (await door.opens(kept))) return kept;
  const access = await door.issue();
  writeFileSync(file, `${JSON.stringify(access)}\n`, { mode: 0o600 });
  return access;
}

function readAccess<Name extends string>(file: string, names: readonly Name[]): Access<Name> | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const read = JSON.parse(readFileSync(file, "utf8")) as Access<Name>;
    if (names.some((name) => typeof read[name] !== "string")) return undefined;
    return Object.fromEntries(names.map((name) => [name, read[name]])) as Access<Name>;
  } catch {
    return undefined;
  }
}
