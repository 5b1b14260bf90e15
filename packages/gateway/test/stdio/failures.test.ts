/** A command that does anything but answer well: the agent gets a clear error, the operator a line, and the next call a process. */
import type { StdioTarget } from "@turnpike/store";
import { afterEach, expect, test } from "vitest";
import { newerRequest, post } from "../../../../test/support/raw-agent.js";
import type { GatewaySettings } from "../../src/index.js";
import { childTarget } from "../support/children.js";
import { logOf, type Running, startRunning } from "../support/running.js";
import { errorOf, newerCall, olderSession, textOf } from "../support/stdio.js";

let running: Running;
afterEach(() => running.dispose());

type Options = {
  readonly policy?: object;
  readonly settings?: Partial<GatewaySettings>;
  readonly credentials?: string[];
};

async function start(upstream: StdioTarget, { policy = {}, ...options }: Options = {}): Promise<void> {
  running = await startRunning({ upstream, policy: { version: "1", default: "allow", ...policy }, ...options });
}

const reported = () => running.reports.join("\n");

test.each([
  ["a command that cannot be found", { command: "no-such-command-here" }],
  ["a command whose folder is not there", { cwd: "/no/such/folder" }],
])("%s was provably not reached, and is tried again after a while", async (_, broken) => {
  const limits = [{ counter: "calls", window: "hour", max: 1 }];
  await start({ ...childTarget("raw"), ...broken }, { policy: { tools: { echo: { limits } } } });
  // The limit of one call is given back: a second one is tried.
  for (const answer of [await newerCall(running, "echo"), await newerCall(running, "echo")]) {
    expect(answer.status).toBe(502);
    expect(errorOf(answer)?.message).toBe("the server `upstream` cannot be started");
  }
  expect(reported()).toContain("it cannot be started: there is no such command, or no such folder to run it in");
  const third = await newerCall(running, "echo");
  expect(third.status).toBe(503);
  expect(errorOf(third)?.message).toContain("several times in a row; it is started again in 1 s");
});

test("what a command says before it ends at once is told to the operator, not to the agent", async () => {
  await start(childTarget("raw", "dead"));
  const answer = await newerCall(running, "echo");
  expect(answer.status).toBe(502);
  expect(answer.text).not.toContain("licence");
  expect(reported()).toContain("server `upstream`: standard error: no licence was found");
  expect(reported()).toContain("its process ended: exit code 3");
});

test("a process that ends in the middle of a call keeps its limit, and the next call has a new process", async () => {
  const limits = [{ counter: "calls", window: "hour", max: 1 }];
  await start(childTarget("raw"), { policy: { tools: { crash: { limits } } } });
  const crashed = await newerCall(running, "crash");
  expect(crashed.status).toBe(502);
  expect(errorOf(crashed)?.message).toBe("the process of the server `upstream` ended before it answered");
  expect(reported()).toContain("its process ended: exit code 7");
  expect(textOf(await newerCall(running, "crash"))).toContain("[POLICY DENIED]");
  expect(textOf(await newerCall(running, "echo", { a: 1 }))).toBe('{"a":1}');
  const [first] = await logOf(running);
  expect(first).toMatchObject({ name: "crash", outcome: "error" });
});

test("a session whose process has ended is not found any more, and another begins", async () => {
  await start(childTarget("raw"));
  const session = await olderSession(running);
  const hanging = session.call("hang", {}, { id: 2 });
  await expect.poll(async () => textOf(await session.call("heard", {}, { id: 3 }))).toContain("hang");
  const [crashed, beside] = [await session.call("crash", {}, { id: 1 }), await hanging];
  for (const answer of [crashed, beside]) {
    expect(answer.status).toBe(502);
    expect(errorOf(answer)?.message).toContain("ended before it answered");
  }
  expect(await session.call("echo")).toMatchObject({ status: 404 });
  expect(textOf(await (await olderSession(running)).call("echo", { b: 2 }))).toBe('{"b":2}');
});

test("lines that are no message are dropped and told; the answer among them is given once", async () => {
  await start(childTarget("raw"));
  for (const call of [
    () => newerCall(running, "nonsense"),
    (await olderSession(running)).call.bind(null, "nonsense"),
  ]) {
    const answer = await call();
    expect(textOf(answer)).toBe("sense");
    expect(answer.messages.filter(({ result }) => result !== undefined)).toHaveLength(1);
  }
  expect(running.reports.filter((line) => line.includes("no message, or could be read in two ways"))).toHaveLength(14);
  expect(textOf(await newerCall(running, "echo", { after: true }))).toBe('{"after":true}');
});

test("a process that does not answer is given up in time, and replaced when it has not said a word", async () => {
  await start(childTarget("raw"), { settings: { responseTimeoutMs: 600 } });
  const pid = textOf(await newerCall(running, "pid"));
  const hung = await newerCall(running, "hang");
  expect(hung.status).toBe(504);
  expect(errorOf(hung)?.message).toBe("the server `upstream` did not answer in time");
  expect(textOf(await newerCall(running, "pid"))).not.toBe(pid);
  await expect.poll(reported).toContain("its process ended: it did not say anything any more");
});

test("a call that the process says it has ended without an answer fails at once, and keeps its limit", async () => {
  const limits = [{ counter: "calls", window: "hour", max: 1 }];
  await start(childTarget("raw"), { policy: { tools: { forsake: { limits } } } });
  const forsaken = await newerCall(running, "forsake");
  expect(forsaken.status).toBe(502);
  expect(errorOf(forsaken)?.message).toBe("the server `upstream` ended the request without an answer");
  expect(textOf(await newerCall(running, "forsake"))).toContain("[POLICY DENIED]");
});

test("a process that leaves a cancelled call unanswered, as it should, is not taken for one that hangs", async () => {
  await start(childTarget("raw"), { settings: { responseTimeoutMs: 600 } });
  const session = await olderSession(running);
  const pid = textOf(await session.call("pid"));
  const hung = session.call("hang", {}, { id: 2 });
  await expect.poll(async () => (await logOf(running)).map(({ name }) => name)).toContain("hang");
  const word = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 2 } };
  await post({ url: running.url, token: running.token, headers: session.headers, body: word });
  expect((await hung).status).toBe(504);
  expect(textOf(await session.call("pid"))).toBe(pid);
});

test("a process that says other things while one call hangs goes on; the call is cancelled there", async () => {
  await start(childTarget("raw"), { settings: { responseTimeoutMs: 1_500 } });
  const pid = textOf(await newerCall(running, "pid"));
  const hung = newerCall(running, "hang", {}, { id: 2 });
  const talk = setInterval(() => void newerCall(running, "pid", {}, { id: 3 }), 200);
  expect((await hung).status).toBe(504);
  clearInterval(talk);
  expect(textOf(await newerCall(running, "pid"))).toBe(pid);
  expect(textOf(await newerCall(running, "heard"))).toContain("notifications/cancelled");
});

test("a line longer than can be held ends the process; the next call has a new one", async () => {
  await start(childTarget("raw"), { settings: { answerLimitBytes: 100_000 } });
  const flooded = await newerCall(running, "flood");
  expect(flooded.status).toBe(502);
  expect(reported()).toContain("it wrote a line of more than 100000 bytes");
  expect(textOf(await newerCall(running, "echo"))).toBe("{}");
});

test("an agent that does not read makes its own process wait, and holds nobody up on a shared one", async () => {
  await start(childTarget("raw"), { settings: { answerLimitBytes: 200_000 } });
  const leave = new AbortController();
  const { body, headers } = newerRequest("tools/call", {
    name: "chatter",
    arguments: { lines: 5_000 },
    _meta: { progressToken: 1 },
  });
  const unread = await fetch(running.url, {
    method: "POST",
    body: JSON.stringify(body),
    headers: {
      ...headers,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      authorization: `Bearer ${running.token}`,
    },
    signal: leave.signal,
  });
  expect(unread.status).toBe(200);
  expect(textOf(await newerCall(running, "echo", {}, { token: await running.grant("other") }))).toBe("{}");
  leave.abort();
});

test("standard error is told in lines of bounded length and number, without the secrets of the environment", async () => {
  await start(childTarget("raw"), { credentials: ["SECRET", "hunter2hunter2"] });
  expect(textOf(await newerCall(running, "complain"))).toBe("complained");
  await expect.poll(() => running.reports.length).toBe(100);
  expect(running.reports[5]).toBe("server `upstream`: standard error: complaint 5 ***");
});

test("a server of the older generation that ends at anything but initialize is told as such", async () => {
  await start(childTarget("raw", "strict"));
  const probed = await post({ url: running.url, token: running.token, ...newerRequest("server/discover") });
  expect(probed.status).toBe(404);
  expect(errorOf(probed)).toMatchObject({ code: -32601 });
  expect((await post({ url: running.url, token: running.token, ...newerRequest("tools/list") })).status).toBe(502);
});

test("a request of the older generation without a session is told to begin one", async () => {
  await start(childTarget("raw"));
  const answer = await post({
    url: running.url,
    token: running.token,
    body: { jsonrpc: "2.0", id: 4, method: "tools/list" },
  });
  expect(answer.status).toBe(400);
  expect(answer.messages[0]).toMatchObject({
    id: 4,
    error: { message: expect.stringContaining("begin with initialize") },
  });
});
