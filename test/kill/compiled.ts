/**
 * TypeScript of the tests as plain files that Node runs: processes that start again and again, and preloads of processes
 * that must be like a user's, go without a loader of their own.
 */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Bundles one file beside this module's caller into `folder`; gives the path of the result. */
export async function compiled(source: URL, folder: string): Promise<string> {
  const entry = fileURLToPath(source);
  const outfile = `${folder}/${entry.replace(/^.*\/|\.ts$/g, "")}.mjs`;
  const options = { bundle: true, platform: "node", format: "esm", target: "node20" } as const;
  await build({ entryPoints: [entry], outfile, logLevel: "silent", ...options });
  return outfile;
}
