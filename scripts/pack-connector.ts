/**
 * Packs a connector as it is published: built files, binary, policies, licence, and a package.json without what only the
 * workspace knows.
 *
 * Of our packages a connector imports one, the kit, which no registry has: the tarball brings it along in its node_modules.
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
    await copyBuilt(join(source, part), join(staging, part));
  }
  await writeManifest(staging, published(await bringKit(manifest, join(staging, "node_modules"))));
  await copyFile(join(source, "README.md"), join(staging, "README.md"));
  await copyFile(join(root, "LICENSE"), join(staging, "LICENSE"));
  return packFolder(staging, folder);
}

const kit = "@turnpike/connector-kit";

// What the kit needs of others becomes the connector's need: npm installs nothing for a package that came in a tarball.
async function bringKit(manifest: Manifest, modules: string): Promise<Manifest> {
  const ours = Object.keys(manifest.dependencies ?? {}).filter((name) => /^(turnpike$|@turnpike\/)/.test(name));
  if (ours.some((name) => name !== kit))
    throw new Error(`a connector is installed alone, but needs ${ours.join(", ")}`);
  if (ours.length === 0) return manifest;
  const source = join(root, "connectors/kit");
  const kitManifest = JSON.parse(await readFile(join(source, "package.json"), "utf8")) as Manifest;
  await copyBuilt(join(source, "dist"), join(modules, kit, "dist"));
  await writeManifest(join(modules, kit), published(kitManifest));
  const dependencies = { ...kitManifest.dependencies, ...manifest.dependencies };
  return { ...manifest, dependencies, bundleDependencies: [kit] };
}

const copyBuilt = (from: string, to: string): Promise<void> =>
  cp(from, to, { recursive: true, filter: (path) => extname(path) !== ".map" });

const writeManifest = (folder: string, manifest: object): Promise<void> =>
  writeFile(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);

function published(manifest: Manifest): Manifest {
  const { private: _, devDependencies: __, ...kept } = manifest;
  const exports = Object.entries(manifest.exports).map(([path, { "@turnpike/source": ___, ...conditions }]) => [
    path,
    conditions,
  ]);
  return { ...kept, exports: Object.fromEntries(exports) };
}

if (import.meta.filename === process.argv[1]) {
  for (const name of ["whmcs", "xero"]) {
    const tarball = await packConnector(name, join(root, "dist"));
    console.log(`${relative(process.cwd(), tarball)}  ${Math.ceil((await stat(tarball)).size / 1024)} kB`);
  }
}
