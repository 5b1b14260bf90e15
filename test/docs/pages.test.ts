/** The commands on the pages of `scan --pages` are run as a reader would, with what the page itself gives to be saved. */
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copiedTexts, readHtml } from "../../packages/registry/test/support/site.js";
import { type CountingUpstream, startCountingUpstream } from "../support/counting-upstream.js";
import { turnpike } from "../support/gateway-process.js";
import { type TemporaryFolder, temporaryFolder } from "../support/temporary-folder.js";
import { commandLines } from "./markdown.js";
import { shell } from "./shell.js";

const whmcs = fileURLToPath(new URL("../../connectors/whmcs/bin/turnpike-whmcs.js", import.meta.url));
const server = "servers/turnpike-whmcs";
const ofEachCategory = ["delete-client", "add-payment", "module-create", "create-invoice", "get-invoice"];

let folder: TemporaryFolder;
let upstream: CountingUpstream;
beforeAll(async () => {
  folder = await temporaryFolder("pages");
  upstream = await startCountingUpstream();
  const { code, stderr } = await turnpike(["scan", "--pages", "site", "--", process.execPath, whmcs], {
    cwd: folder.path,
  });
  expect(code, stderr).toBe(0);
});
afterAll(async () => {
  await upstream?.close();
  await folder?.remove();
});

/** All commands of a page, in its order; those inside a sentence too. */
function commandsOf(html: string): readonly string[] {
  return readHtml(html)
    .elements.filter(({ name }) => name === "code")
    .flatMap(({ text }) => commandLines(text, "npx --no turnpike"));
}

async function run(command: string, data: string) {
  const line = command.replace("https://mcp.example.com/mcp", upstream.url);
  const until = / start$/.test(line) ? { until: "Ctrl-C stops" } : {};
  return shell(line, { cwd: folder.path, env: { TURNPIKE_DATA: data, TURNPIKE_PORT: "0" }, ...until });
}

describe("the commands on", () => {
  test.each(ofEachCategory)("the page of whmcs-%s are all accepted, in the page's order", async (tool) => {
    const html = await readFile(join(folder.path, `site/${server}/whmcs-${tool}.html`), "utf8");
    const texts = copiedTexts(html);
    for (const name of ["policy.json", "policy.test.yaml"]) {
      await writeFile(join(folder.path, name), texts.find(({ label }) => label === name)?.text ?? "");
    }
    const commands = commandsOf(html);
    expect(commands.map((command) => command.split(" ").slice(3, 5).join(" "))).toEqual([
      "policy validate",
      "policy test",
      "server add",
      "policy add",
      "grant create",
      "start",
      "wrap --policy",
      "policy decide",
    ]);
    for (const command of commands) {
      const { code, output } = await run(command, join(folder.path, `data-${tool}`));
      expect(code, `${command}: ${output}`).toBe(0);
    }
  });

  test("the page of the server are all accepted, with the files beside it", async () => {
    for (const name of ["policy.yaml", "policy.test.yaml"]) {
      await copyFile(join(folder.path, `site/${server}/${name}`), join(folder.path, name));
    }
    const commands = commandsOf(await readFile(join(folder.path, `site/${server}/index.html`), "utf8"));
    expect(commands).toHaveLength(7);
    for (const command of commands) {
      const { code, output } = await run(command, join(folder.path, "data"));
      expect(code, `${command}: ${output}`).toBe(0);
    }
  });
});
