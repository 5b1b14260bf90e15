/**
 * Packs a connector as it is published: built files, binary, policies, licence, and a package.json without what only the
 * workspace knows.
 *
 * A connector imports no package of ours, so nothing needs to be bundled.
 */
import { copyFile, cp, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { packFolder } from "./pack.js";

const root = fileURLToPath(new URL("..", import.meta.url));

type Manifest = {
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly files: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
};

/** Packs `connectors/<name>` into `folder` and gives the tarball's path. The connector must be built. */
export async function packConnector(name: string, folder: string): Promise<string> {
  const source = join(root, "connectors", name);
  const staging = join(root, "dist", name);
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  const manifest = JSON.parse(await readFile(join(source, "package.json"), "utf8")) as Manifest;
  for (const part of manifest.files) {
    await cp(join(source, part), join(staging, part), { recursive: true, filter: (path) => extname(path) !== ".map" });
  }
  await writeFile(join(staging, "package.json"), `${JSON.stringify(published(manifest), null, 2)}\n`);
  await copyFile(join(source, "README.md"), join(staging, "README.md"));
  await copyFile(join(root, "LICENSE"), join(staging, "LICENSE"));
  return packFolder(staging, folder);
}

function published(manifest: Manifest): Manifest {
  const { private: _, devDependencies: __, ...kept } = manifest;
  const ours = Object.keys(manifest.dependencies ?? {}).filter((name) => /^(turnpike$|@turnpike\/)/.test(name));
  if (ours.length > 0) throw new Error(`a connector is installed alone, but needs ${ours.join(", ")}`);
  const exports = Object.entries(manifest.exports).map(([path, { "@turnpike/source": ___, ...conditions }]) => [
    path,
    conditions,
  ]);
  return { ...kept, exports: Object.fromEntries(exports) };
}

if (import.meta.filename === process.argv[1]) {
  const tarball = await packConnector("whmcs", join(root, "dist"));
  console.log(`${relative(process.cwd(), tarball)}  ${Math.ceil((await stat(tarball)).size / 1024)} kB`);
}
