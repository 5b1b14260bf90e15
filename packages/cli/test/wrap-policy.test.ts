/** The policy file of `turnpike wrap` while it runs: good edits count, bad ones are told, and the file may come and go. */
import { rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CountingUpstream, startCountingUpstream } from "../../../test/support/counting-upstream.js";
import { type Workplace, workplace } from "./support/command.js";
import { startWrap, type Wrapped } from "./support/wrapped.js";

let place: Workplace;
let upstream: CountingUpstream;
let started: Wrapped[] = [];

const policyOf = (action: "allow" | "deny") =>
  `{\n  "version": "1",\n  "default": "allow",\n  "tools": { "whmcs_get_clients": { "action": "${action}" } }\n}\n`;
const bad =
  '{\n  "version": "1",\n  "default": "allow",\n  "tools": { "whmcs_get_clients": { "action": "denny" } }\n}\n';

beforeEach(async () => {
  place = await workplace();
  upstream = await startCountingUpstream();
  await place.file("policy.json", policyOf("allow"));
});
afterEach(async () => {
  for (const each of started) each.kill("SIGKILL");
  await Promise.all(started.map((each) => each.ended));
  started = [];
  await upstream.close();
  await place.remove();
});

const file = () => join(place.path, "policy.json");

function start(...args: string[]): Wrapped {
  const wrapped = startWrap(place.data, ["--policy", file(), "--name", "shop", "--upstream", upstream.url, ...args]);
  started.push(wrapped);
  return wrapped;
}

let ids = 0;
async function isRefused(wrapped: Wrapped): Promise<boolean> {
  const id = `call-${++ids}`;
  wrapped.send({ id, method: "tools/call", params: { name: "whmcs_get_clients", arguments: {} } });
  return (await wrapped.answer(id)).result?.isError === true;
}

describe("an edit", () => {
  let wrapped: Wrapped;
  beforeEach(async () => {
    wrapped = start();
    await wrapped.initialize();
    expect(await isRefused(wrapped)).toBe(false);
  });

  test("that is good counts from the next call, and is a version of the policy", async () => {
    await writeFile(file(), policyOf("deny"));
    await wrapped.told("version 2 is in force");
    expect(await isRefused(wrapped)).toBe(true);
    expect(await place.objects("policy", "list", "shop")).toMatchObject([{ name: "wrap", version: 2 }]);
  });

  test("that is bad is told with its place, and what was before stays", async () => {
    await writeFile(file(), bad);
    await wrapped.told("the policy of before stays in force");
    expect(wrapped.stderr()).toContain(`${file()}:4:47: error:`);
    expect(await isRefused(wrapped)).toBe(false);
    await writeFile(file(), policyOf("deny"));
    await wrapped.told("version 2 is in force");
    expect(await isRefused(wrapped)).toBe(true);
  });

  test("that replaces the file counts, as editors save", async () => {
    for (const [version, action] of [
      [2, "deny"],
      [3, "allow"],
    ] as const) {
      await writeFile(`${file()}.new`, policyOf(action));
      await rename(`${file()}.new`, file());
      await wrapped.told(`version ${version} is in force`);
      expect(await isRefused(wrapped)).toBe(action === "deny");
    }
  });

  test("that takes the file away is told, and what was before stays until it is back", async () => {
    await rm(file());
    await wrapped.told("there is no such file; the policy of before stays in force");
    expect(await isRefused(wrapped)).toBe(false);
    await writeFile(file(), policyOf("deny"));
    await wrapped.told("version 2 is in force");
    expect(await isRefused(wrapped)).toBe(true);
  });
});

test("a link that is turned to another file counts, as orchestrators mount configuration", async () => {
  await rename(file(), join(place.path, "first.json"));
  await place.file("second.json", policyOf("deny"));
  await symlink("first.json", file());
  const wrapped = start();
  await wrapped.initialize();
  expect(await isRefused(wrapped)).toBe(false);
  await symlink("second.json", `${file()}.new`);
  await rename(`${file()}.new`, file());
  await wrapped.told("version 2 is in force");
  expect(await isRefused(wrapped)).toBe(true);
});

test("several wrappers that follow one file save an edit once", async () => {
  const all = [start(), start(), start()];
  await Promise.all(all.map((each) => each.initialize()));
  await writeFile(file(), policyOf("deny"));
  await Promise.all(all.map((each) => each.told("version 2 is in force")));
  expect(await place.objects("policy", "history", "shop", "wrap")).toHaveLength(2);
});

test("a data folder that a newer program has changed lets no further call through, nor another start", async () => {
  const wrapped = start();
  await wrapped.initialize();
  expect(await isRefused(wrapped)).toBe(false);
  const database = new Database(join(place.data, "turnpike.db"));
  database.pragma("user_version = 999");
  database.close();
  wrapped.send({ id: "late", method: "tools/call", params: { name: "whmcs_get_clients", arguments: {} } });
  expect((await wrapped.answer("late")).error?.message).toContain("cannot be counted and recorded now");
  expect(upstream.count("tools/call")).toBe(1);
  const second = start();
  expect(await second.ended).toBe(1);
  expect(second.lines()).toEqual([]);
  expect(second.stderr()).toContain("newer program");
});

test("an edit that the store could not take at once is not forgotten", async () => {
  const wrapped = start();
  await wrapped.initialize();
  const database = new Database(join(place.data, "turnpike.db"));
  database.exec("begin exclusive");
  await writeFile(file(), policyOf("deny"));
  await wrapped.told("the policy of before stays in force");
  database.exec("rollback");
  database.close();
  await wrapped.told("version 2 is in force");
  expect(await isRefused(wrapped)).toBe(true);
});

describe("at the start", () => {
  test("every error of the policy is told, standard output stays empty, and nothing is registered", async () => {
    await writeFile(file(), '{ "version": "1", "default": "alow", "tols": {} }');
    const wrapped = start();
    expect(await wrapped.ended).toBe(1);
    expect(wrapped.lines()).toEqual([]);
    expect(wrapped.stderr().match(/policy\.json:1:\d+: error:/g)).toHaveLength(2);
    expect(await place.objects("server", "list")).toEqual([]);
  });

  test("with --json the failure is an object on standard error", async () => {
    await writeFile(file(), "[]");
    const wrapped = start("--json");
    expect(await wrapped.ended).toBe(1);
    expect(wrapped.lines()).toEqual([]);
    const { error } = JSON.parse(wrapped.stderr()) as { error: { code: string; detail: { errors: unknown[] } } };
    expect(error.code).toBe("policy_invalid");
    expect(error.detail.errors).not.toHaveLength(0);
  });

  test.each([
    ["no target", [], 2],
    ["a name that is none", ["--name", "No Name", "--upstream", "http://127.0.0.1:9/"], 2],
    ["credentials in the URL", ["--upstream", "http://user:pass@127.0.0.1/"], 2],
    ["an unknown option", ["--upstrem", "x"], 2],
    ["a variable that is not set", ["--header-from-env", "X-Key: ${NOT_SET}", "--upstream", "http://127.0.0.1:9/"], 2],
  ])("%s is wrong usage, told on standard error only", async (_, args, code) => {
    for (const json of [[], ["--json"]]) {
      const wrapped = startWrap(place.data, ["--policy", file(), ...args, ...json]);
      started.push(wrapped);
      expect(await wrapped.ended).toBe(code);
      expect(wrapped.lines()).toEqual([]);
      expect(wrapped.stderr()).not.toContain("pass");
      expect(wrapped.stderr()).not.toBe("");
    }
  });
});
