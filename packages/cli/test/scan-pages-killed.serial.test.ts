import { spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { turnpikeBinary } from "../../../test/support/gateway-process.js";
import { type Workplace, workplace } from "./support/command.js";

const tools = Array.from({ length: 30 }, (_, at) => ({ name: `update_${at}`, description: "Updates a record" }));

let at: Workplace;
beforeAll(async () => {
  at = await workplace();
  await at.file("one.json", JSON.stringify(tools));
  await at.file("many.txt", Array.from({ length: 40 }, (_, number) => `--tools one.json --name s${number}`).join("\n"));
});
afterAll(() => at.remove());

async function contents(): Promise<ReadonlyMap<string, string>> {
  const folder = join(at.path, "site");
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found
    .filter((entry) => entry.isFile() && !entry.parentPath.includes(".turnpike-pages.new"))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return new Map(
    await Promise.all(files.map(async (file) => [file, await readFile(join(folder, file), "utf8")] as const)),
  );
}

test("a scan that is killed while it writes leaves the site as it was, and the next one finishes it", async () => {
  await at.run("scan", "--tools", "one.json", "--pages", "site");
  const before = await contents();
  const again = ["scan", "--list", "many.txt", "--pages", "site"];
  const child = spawn(process.execPath, [turnpikeBinary, ...again, "--data", at.data], {
    cwd: at.path,
    stdio: "ignore",
  });
  const watcher = watch(join(at.path, "site"), () => child.kill("SIGKILL"));
  await once(child, "close");
  watcher.close();
  expect(child.signalCode).toBe("SIGKILL");
  expect(await readdir(join(at.path, "site"))).toContain(".turnpike-pages.new");
  expect(await contents()).toEqual(before);

  expect((await at.run(...again)).code).toBe(0);
  expect(await readdir(join(at.path, "site"))).not.toContain(".turnpike-pages.new");
  const after = await contents();
  expect([...after.keys()].filter((file) => file.endsWith("/index.html") && file.startsWith("servers/"))).toHaveLength(
    40,
  );
  expect(after.has("servers/one/index.html")).toBe(false);
});
