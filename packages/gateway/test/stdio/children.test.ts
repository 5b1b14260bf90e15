/** What a process gets of its gateway, how many there are, and when they end. */
import { realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterEach, expect, test } from "vitest";
import { olderRequest, post } from "../../../../test/support/raw-agent.js";
import { childTarget } from "../support/children.js";
import { type Running, startRunning } from "../support/running.js";
import { errorOf, newerCall, olderSession, textOf } from "../support/stdio.js";

let running: Running;
afterEach(() => running.dispose());

const policy = { version: "1", default: "allow" };

test("it gets its own variables, the common ones, its folder, and nothing else of the gateway's", async () => {
  process.env.TURNPIKE_TEST_SECRET = "not for children";
  const cwd = await realpath(tmpdir());
  const credentials = ["API_TOKEN", "t", "LANG", "C"];
  running = await startRunning({ upstream: { ...childTarget("raw"), cwd }, policy, credentials });
  const env = JSON.parse(textOf(await newerCall(running, "env"))) as Record<string, string>;
  delete process.env.TURNPIKE_TEST_SECRET;
  expect(env).toMatchObject({ API_TOKEN: "t", LANG: "C", PATH: process.env.PATH });
  const common = /^(PATH|HOME|LANG|LANGUAGE|LC_.*|TMPDIR|TMP|TEMP|API_TOKEN)$/;
  expect(Object.keys(env).filter((name) => !common.test(name))).toEqual([]);
  expect(textOf(await newerCall(running, "cwd"))).toBe(cwd);
});

test("one more process than a server may have is refused by the setting's name; an ended session makes room", async () => {
  running = await startRunning({ upstream: childTarget("raw"), policy, settings: { childrenPerServer: 2 } });
  const first = await olderSession(running);
  await olderSession(running, await running.grant("another"));
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "raw", version: "1" } };
  const token = await running.grant("a third");
  const third = () => post({ url: running.url, token, body: olderRequest("initialize", params) });
  const refused = await third();
  expect(refused.status).toBe(503);
  expect(errorOf(refused)?.message).toContain("has 2 processes running, as many as it may (`children_per_server`)");
  expect((await newerCall(running, "echo")).status).toBe(503);
  await first.end();
  await expect.poll(async () => (await third()).status).toBe(200);
});

test("one grant may take half of a server's processes, so that others have theirs", async () => {
  running = await startRunning({ upstream: childTarget("raw"), policy, settings: { childrenPerServer: 4 } });
  await olderSession(running);
  await olderSession(running);
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "raw", version: "1" } };
  const refused = await post({ url: running.url, token: running.token, body: olderRequest("initialize", params) });
  expect(refused.status).toBe(429);
  expect(errorOf(refused)?.message).toContain("this grant has 2 sessions open, as many as it may");
  expect((await newerCall(running, "echo")).status).toBe(200);
  const other = await olderSession(running, await running.grant("another"));
  expect((await other.call("echo")).status).toBe(200);
});

test("an idle process of the newer generation ends, and the next call starts another", async () => {
  running = await startRunning({ upstream: childTarget("raw"), policy, settings: { sessionIdleMs: 300 } });
  const pid = Number(textOf(await newerCall(running, "pid")));
  await expect.poll(() => lives(pid), { timeout: 10_000 }).toBe(false);
  expect(Number(textOf(await newerCall(running, "pid")))).not.toBe(pid);
});

test("a request id that is under way in a session is refused a second time", async () => {
  running = await startRunning({ upstream: childTarget("raw"), policy });
  const session = await olderSession(running);
  const held = session.call("hold", { for: "first" }, { id: 5 });
  await expect.poll(async () => textOf(await session.call("heard", {}, { id: 6 }))).toContain("hold");
  expect((await session.call("echo", {}, { id: 5 })).status).toBe(400);
  await session.call("release", {}, { id: 7 });
  expect(textOf(await held)).toBe("held first");
});

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
