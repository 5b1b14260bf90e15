/**
 * Packs the published `turnpike` package: the workspace's own packages bundled into it, everything of others left to npm.
 *
 * `npm pack` in packages/cli would list private packages that no registry has. So the command is bundled into a staging
 * folder with a package.json of its own, whose dependencies are exactly what the bundle imports.
 */
import { execFile } from "node:child_process";
import { copyFile, cp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build, type Metafile } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const staging = join(root, "dist/turnpike");

type Versions = Readonly<Record<string, string>>;
type Manifest = {
  readonly dependencies?: Versions;
  readonly optionalDependencies?: Versions;
  readonly [key: string]: unknown;
};

const isOurs = (name: string): boolean => name === "turnpike" || name.startsWith("@turnpike/");

/** Packs into `folder` and gives the tarball's path. The workspace must be built. */
export async function packTurnpike(folder: string): Promise<string> {
  await rm(staging, { recursive: true, force: true });
  await mkdir(join(staging, "dist"), { recursive: true });
  const declared = await declaredDependencies();
  const metafile = await bundle(Object.keys({ ...declared.dependencies, ...declared.optionalDependencies }));
  await refuseLostFiles(metafile);
  await cp(join(root, "packages/cli/bin"), join(staging, "bin"), { recursive: true });
  const imported = [...importedPackages(metafile), ...(await resolvedPackages(metafile)), ...(await importedByBin())];
  await writeFile(join(staging, "package.json"), `${JSON.stringify(await manifest(declared, imported), null, 2)}\n`);
  await copyFile(join(root, "LICENSE"), join(staging, "LICENSE"));
  await copyFile(join(root, "README.md"), join(staging, "README.md"));
  await copyFile(join(root, "docs/licences.md"), join(staging, "THIRD-PARTY-LICENCES.md"));
  await copyFile(join(root, "packages/policy/policy.schema.json"), join(staging, "policy.schema.json"));
  return packFolder(staging, folder);
}

/** Runs `npm pack` on the package in `source` and gives the tarball's path in `folder`. */
export async function packFolder(source: string, folder: string): Promise<string> {
  const arguments_ = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const { stdout } = await promisify(execFile)("npm", arguments_, { cwd: source });
  return join(folder, (JSON.parse(stdout) as [{ filename: string }])[0].filename);
}

// What our packages say that they need of others.
async function declaredDependencies(): Promise<{ dependencies: Versions; optionalDependencies: Versions }> {
  const folders = [
    ...(await foldersIn("connectors")),
    ...(await foldersIn("backends")),
    ...(await foldersIn("packages")),
  ];
  const all = { dependencies: {}, optionalDependencies: {} };
  for (const folder of folders) {
    const text = await readFile(join(root, folder, "package.json"), "utf8").catch(() => "{}");
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(text) as Manifest;
    Object.assign(all.dependencies, withoutOurs(dependencies));
    Object.assign(all.optionalDependencies, withoutOurs(optionalDependencies));
  }
  return all;
}

const foldersIn = async (parent: string): Promise<readonly string[]> =>
  (await readdir(join(root, parent))).map((name) => `${parent}/${name}`);

const withoutOurs = (versions: Versions): Versions =>
  Object.fromEntries(Object.entries(versions).filter(([name]) => !isOurs(name)));

async function bundle(external: readonly string[]): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { main: "packages/cli/dist/main.js", keeper: "packages/gateway/dist/keeper.js" },
    outdir: join(staging, "dist"),
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    external: external.flatMap((name) => [name, `${name}/*`]),
    metafile: true,
    logLevel: "warning",
  });
  return metafile;
}

// A file that looks for another beside itself would look in the wrong place once it is bundled, unless both stand in dist.
// A package that is looked for by its name is found from anywhere.
async function refuseLostFiles(metafile: Metafile): Promise<void> {
  for (const input of Object.keys(metafile.inputs)) {
    const looks = (await textOf(input)).replace(resolvedPackage, "");
    if (/\bimport\.meta\.(url|dirname|filename|resolve)\b/.test(looks) && !isInDist(input)) {
      throw new Error(`${input} finds files by its own place, which bundling changes`);
    }
  }
}

const resolvedPackage = /\bimport\.meta\.resolve\(["`]([a-z@][^"`$]*)/g;
const isInDist = (input: string): boolean => /^packages\/(cli|gateway)\/dist\/[^/]+$/.test(input);
const textOf = (input: string): Promise<string> => readFile(join(root, input), "utf8");

/** Packages of which a file is looked for by name: the bundler does not see them. */
async function resolvedPackages(metafile: Metafile): Promise<readonly string[]> {
  const texts = await Promise.all(Object.keys(metafile.inputs).map(textOf));
  return texts.flatMap((text) => [...text.matchAll(resolvedPackage)].map(([, path = ""]) => packageOf(path)));
}

function importedPackages(metafile: Metafile): readonly string[] {
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  return imports
    .filter(({ external, path }) => external && !path.startsWith("node:"))
    .map(({ path }) => packageOf(path));
}

async function importedByBin(): Promise<readonly string[]> {
  const folder = join(root, "packages/cli/bin");
  const texts = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), "utf8")));
  return texts.flatMap((text) =>
    [...text.matchAll(/\bimport\("([a-z@][^:"]*)"\)/g)].map(([, path = ""]) => packageOf(path)),
  );
}

const packageOf = (path: string): string => path.split("/", path.startsWith("@") ? 2 : 1).join("/");

async function manifest(
  declared: { dependencies: Versions; optionalDependencies: Versions },
  imported: readonly string[],
) {
  const own = JSON.parse(await readFile(join(root, "packages/cli/package.json"), "utf8")) as Manifest;
  const { dependencies: _, optionalDependencies: __, devDependencies: ___, private: ____, files: _____, ...kept } = own;
  const wanted = (versions: Versions): Versions =>
    Object.fromEntries(
      Object.entries(versions)
        .filter(([name]) => imported.includes(name))
        .sort(),
    );
  const result = {
    ...kept,
    files: ["bin", "dist", "policy.schema.json", "THIRD-PARTY-LICENCES.md"],
    dependencies: wanted(declared.dependencies),
    optionalDependencies: wanted(declared.optionalDependencies),
  };
  const known = { ...result.dependencies, ...result.optionalDependencies };
  const missing = imported.filter((name) => !(name in known));
  if (missing.length > 0) throw new Error(`imported but declared by no package: ${missing.join(", ")}`);
  return result;
}

if (import.meta.filename === process.argv[1]) {
  const tarball = await packTurnpike(join(root, "dist"));
  console.log(`${relative(process.cwd(), tarball)}  ${Math.ceil((await stat(tarball)).size / 1024)} kB`);
}
