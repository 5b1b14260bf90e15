/**
 * A small copy of the house in a temporary folder, to plant violations in.
 *
 * A check that never fails proves nothing. So each rule of the house is tried on a file that breaks it, in a tree that
 * has the real configuration and the real package.json files, and on one that keeps it.
 */
import { execFile } from "node:child_process";
import { cp, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../support/temporary-folder.js";

/** The repository's root. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** What a tool said: everything it wrote, and its exit code. */
export type Verdict = { readonly code: number; readonly output: string };

/** A tree to plant files in. */
export type PlantedTree = {
  readonly path: string;
  write(file: string, text: string): Promise<void>;
  run(tool: string, ...args: readonly string[]): Promise<Verdict>;
  remove(): Promise<void>;
};

/** Runs an installed tool of the repository in a folder. */
export function runTool(cwd: string, tool: string, ...args: readonly string[]): Promise<Verdict> {
  return runProgram(cwd, join(root, "node_modules/.bin", tool), ...args);
}

/** Runs any program in a folder, without colours. */
export function runProgram(cwd: string, program: string, ...args: readonly string[]): Promise<Verdict> {
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const options = { cwd, env: { ...inherited, NO_COLOR: "1", FORCE_COLOR: "0" }, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr });
    });
  });
}

/** Makes a tree with these files of the repository in it and the installed packages beside them. */
export async function plantedTree(files: readonly string[]): Promise<PlantedTree> {
  const folder = await temporaryFolder("house");
  for (const file of files) await cp(join(root, file), join(folder.path, file), { recursive: true });
  await linkPackages(folder.path);
  return {
    path: folder.path,
    write: async (file, text) => {
      await mkdir(dirname(join(folder.path, file)), { recursive: true });
      await writeFile(join(folder.path, file), text);
    },
    run: (tool, ...args) => runTool(folder.path, tool, ...args),
    remove: folder.remove,
  };
}

// Dependencies are linked one by one, and our own packages to the copies, so that a tool sees the tree and nothing else.
async function linkPackages(tree: string): Promise<void> {
  const modules = join(tree, "node_modules");
  await mkdir(join(modules, "@turnpike"), { recursive: true });
  for (const name of await readdir(join(root, "node_modules"))) {
    if (name !== "@turnpike" && name !== "turnpike")
      await symlink(join(root, "node_modules", name), join(modules, name));
  }
  for (const name of ["json", "policy", "catalogue", "store", "gateway", "control", "registry"]) {
    await symlink(join(tree, "packages", name), join(modules, "@turnpike", name));
  }
  for (const name of ["whmcs", "xero"]) await symlink(join(tree, "connectors", name), join(modules, "@turnpike", name));
  await symlink(join(tree, "connectors/kit"), join(modules, "@turnpike/connector-kit"));
  await symlink(join(tree, "backends/kit"), join(modules, "@turnpike/backend-kit"));
  for (const name of ["billing", "xero-sandbox"]) {
    await symlink(join(tree, "backends", name), join(modules, "@turnpike", name));
  }
  await symlink(join(tree, "packages/cli"), join(modules, "turnpike"));
}
