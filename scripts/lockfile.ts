/**
 * Refuses a lockfile that names a host: it would tie every clone to one machine's registry.
 *
 * Run by `npm run check`.
 */
import { readFile } from "node:fs/promises";

type Lockfile = { readonly packages?: Readonly<Record<string, { readonly resolved?: string }>> };

/** What is wrong with the text of a package-lock.json, one sentence each; nothing when all is well. */
export function lockfileFaults(text: string): readonly string[] {
  const { packages = {} } = JSON.parse(text) as Lockfile;
  const entries = Object.entries(packages);
  const hosts = entries.filter(([, { resolved }]) => resolved?.includes("//"));
  const faults = hosts.map(([name, { resolved }]) => `${name || "the root"} is resolved to ${resolved}`);
  if (entries.length < 2) faults.push("the lockfile has no packages");
  if (hosts.length === 0 && /\b[a-z][a-z+]*:\/\/[^"]*\.tgz/.test(text))
    faults.push("the lockfile names a tarball's URL");
  return faults;
}

if (import.meta.filename === process.argv[1]) {
  const faults = lockfileFaults(await readFile("package-lock.json", "utf8"));
  for (const fault of faults)
    console.error(`package-lock.json: ${fault}; set omit-lockfile-registry-resolved=true and install again`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
