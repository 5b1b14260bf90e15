import { cp, mkdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { whyNoSqlite } from "../../packages/cli/bin/sqlite.js";
import { type TemporaryFolder, temporaryFolder } from "../support/temporary-folder.js";
import { root, runProgram } from "./planted.js";

let folder: TemporaryFolder;
const at = (path: string) => join(folder.path, path);
beforeEach(async () => {
  folder = await temporaryFolder("binary");
  await cp(join(root, "packages/cli/bin"), at("packages/cli/bin"), { recursive: true });
  await cp(join(root, "scripts/check-native.js"), at("scripts/check-native.js"));
  await writeFile(at("package.json"), '{"type":"module"}');
});
afterEach(() => folder.remove());

describe("the committed binary", () => {
  it("can be run as it is", async () => {
    expect((await stat(join(root, "packages/cli/bin/turnpike.js"))).mode & 0o111).not.toBe(0);
  });

  it("says what to do when nothing is built", async () => {
    const { code, output } = await runProgram(
      folder.path,
      process.execPath,
      "packages/cli/bin/turnpike.js",
      "--version",
    );
    expect(code).toBe(2);
    expect(output).toBe("turnpike is not built yet: run `npm install` (or `npm run build`) in the clone first\n");
  });
});

describe("an install whose embedded store cannot work", () => {
  const check = () => runProgram(folder.path, process.execPath, "scripts/check-native.js");
  const module = async (files: Readonly<Record<string, string>>) => {
    const from = join(root, "node_modules");
    await mkdir(at("node_modules/better-sqlite3"), { recursive: true });
    for (const part of ["package.json", "lib"]) {
      await cp(join(from, "better-sqlite3", part), at(`node_modules/better-sqlite3/${part}`), { recursive: true });
    }
    for (const name of ["bindings", "file-uri-to-path"]) await symlink(join(from, name), at(`node_modules/${name}`));
    for (const [name, text] of Object.entries(files)) {
      await mkdir(join(at("node_modules/better-sqlite3"), name, ".."), { recursive: true });
      await writeFile(join(at("node_modules/better-sqlite3"), name), text);
    }
  };

  it("names the compiler and Python that are missing", async () => {
    const { code, output } = await check();
    expect(code).toBe(1);
    expect(output).toMatch(/npm could neither download nor compile it: install Python 3, make and a C\+\+ compiler/);
  });

  it("says that the module was never built", async () => {
    await module({});
    const { code, output } = await check();
    expect(code).toBe(1);
    expect(output).toMatch(/is there but was never built: .*`npm approve-scripts better-sqlite3`/);
  });

  it("says that the module was built for something else", async () => {
    await module({ "build/Release/better_sqlite3.node": "not a library" });
    const { code, output } = await check();
    expect(code).toBe(1);
    expect(output).toMatch(/was built for another Node or another machine .*`npm rebuild better-sqlite3`/);
  });

  it("is not made out of any other error", () => {
    expect(whyNoSqlite(new Error("disk full"))).toBeUndefined();
    expect(whyNoSqlite("disk full")).toBeUndefined();
  });

  it("is not reported where it works", async () => {
    expect(await runProgram(root, process.execPath, "scripts/check-native.js")).toEqual({ code: 0, output: "" });
  });
});
