/** The README's picture says what `turnpike demo` says. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { textOf } from "../../scripts/terminal-svg.js";
import { type CommandResult, turnpike } from "../support/gateway-process.js";
import { type TemporaryFolder, temporaryFolder } from "../support/temporary-folder.js";

let folder: TemporaryFolder;
let told: CommandResult;
beforeAll(async () => {
  folder = await temporaryFolder("picture");
  // As npx calls it: the commands that it prints are called so too.
  const env = { TURNPIKE_DATA: folder.path, npm_command: "exec" };
  told = await turnpike(["demo"], { env, timeoutMs: 120_000 });
}, 150_000);
afterAll(() => folder.remove());

/** Numbers, times and the key of an address differ from run to run, and with them where lines break. */
const same = (text: string) =>
  text
    .replace(/key=\S+/g, "key=K")
    .replace(/\d[\d:.TZ-]*/g, "N")
    .replace(/\s+/g, " ")
    .trim();

test("`npm run picture` has drawn the README's picture since the story last changed", async () => {
  const picture = await readFile(new URL("../../docs/demo.svg", import.meta.url), "utf8");
  const [command, ...story] = textOf(picture).split("\n");
  expect(command).toBe("$ npx --no turnpike demo");
  expect(same(story.join("\n"))).toBe(same(told.stdout));
});
