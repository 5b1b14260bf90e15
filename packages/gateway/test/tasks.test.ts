/** Tasks of both generations belong to the grant whose call began them; for any other they do not exist. */
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Fixture, startFixture } from "../../../test/conformance/fixture/start.js";
import { newerRequest, olderRequest, post } from "../../../test/support/raw-agent.js";
import { type BegunTask, begunTask, Tasks } from "../src/tasks.js";
import { type Running, startRunning } from "./support/running.js";

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function behind(upstream: string, policy: unknown): Promise<Running> {
  const running = await startRunning({ upstream, policy });
  cleanups.push(() => running.dispose());
  return running;
}

function edit(running: Running, policy: unknown) {
  return running.sqlite.store.policies.save({
    server: running.serverId,
    name: "policy",
    document: JSON.stringify(policy),
  });
}

const allow = { version: "1", default: "allow" };
const unknown = { code: -32602, message: "Unknown task" };

describe("of 2026-07-28", () => {
  let fixture: Fixture;
  let running: Running;
  beforeEach(async () => {
    fixture = await startFixture();
    cleanups.push(() => fixture.close());
    running = await behind(fixture.url, allow);
  });

  const declared = {
    "io.modelcontextprotocol/clientCapabilities": { extensions: { "io.modelcontextprotocol/tasks": {} } },
  };
  async function send(method: string, params: Record<string, unknown>, token = running.token) {
    const { body, headers } = newerRequest(method, { ...params, _meta: declared });
    const named = typeof params.taskId === "string" ? { "mcp-name": params.taskId } : {};
    const answer = await post({ url: running.url, token, body, headers: { ...headers, ...named } });
    return answer.messages[0];
  }
  async function begin(token = running.token): Promise<string> {
    const begun = await send("tools/call", { name: "confirm_delete", arguments: { filename: "x" } }, token);
    expect(begun?.result?.resultType).toBe("task");
    return String(begun?.result?.taskId);
  }

  test("are looked at, answered and ended by the grant that began them", async () => {
    const taskId = await begin();
    expect((await send("tasks/get", { taskId }))?.result).toMatchObject({ status: "input_required" });
    const inputResponses = { confirm: { action: "accept", content: { confirm: true } } };
    expect((await send("tasks/update", { taskId, inputResponses }))?.error).toBeUndefined();
    await expect.poll(async () => (await send("tasks/get", { taskId }))?.result?.status).toBe("completed");
    expect((await send("tasks/cancel", { taskId }))?.error).toBeUndefined();
  });

  test("do not exist for another grant, which is told what it is told of a task that never was", async () => {
    const taskId = await begin();
    const other = await running.grant("other");
    for (const method of ["tasks/get", "tasks/update", "tasks/cancel"]) {
      const foreign = await send(method, { taskId, inputResponses: {} }, other);
      expect(foreign?.error).toEqual(unknown);
      expect((await send(method, { taskId: "never", inputResponses: {} }, other))?.error).toEqual(foreign?.error);
    }
    expect((await send("tasks/get", { taskId }))?.result?.status).toBe("input_required");
  });

  test("are not listened to by another grant", async () => {
    const taskId = await begin();
    const other = await running.grant("other");
    const answer = await send("subscriptions/listen", { notifications: { taskIds: [taskId] } }, other);
    expect(answer?.error).toEqual(unknown);
  });

  test("of a tool that is hidden or denied by now are not told about any more, but may be ended", async () => {
    const taskId = await begin();
    await edit(running, { version: "1", default: "allow", hide: ["confirm_delete"] });
    const hidden = await send("tasks/get", { taskId });
    expect(hidden?.error?.code).toBe(4030);
    await edit(running, { version: "1", default: "deny" });
    expect((await send("tasks/get", { taskId }))?.error).toEqual(hidden?.error);
    await edit(running, { version: "1", default: "allow", tools: { confirm_delete: { action: "deny" } } });
    expect((await send("tasks/get", { taskId }))?.error?.message).toContain("[POLICY DENIED]");
    expect((await send("tasks/cancel", { taskId }))?.error).toBeUndefined();
    await edit(running, allow);
    expect((await send("tasks/get", { taskId }))?.result?.status).toBe("cancelled");
  });
});

describe("of 2025-11-25", () => {
  let running: Running;
  let seen: string[] = [];
  /** Every task that the server has, whoever began it. */
  let tasks: { taskId: string }[] = [];
  let framing: "json" | "sse" = "json";

  beforeEach(async () => {
    seen = [];
    tasks = [];
    framing = "json";
    const server = createServer(async (request, response) => {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      answer(JSON.parse(Buffer.concat(chunks).toString()), response);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    cleanups.push(async () => {
      server.closeAllConnections();
      server.close();
    });
    running = await behind(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`, allow);
  });

  function answer(message: { id: number; method: string; params: { taskId?: string } }, response: ServerResponse) {
    seen.push(message.method);
    const send = (result: object) => {
      const status = (taskId: string) => ({ jsonrpc: "2.0", method: "notifications/tasks/status", params: { taskId } });
      const answer = { jsonrpc: "2.0", id: message.id, result };
      const messages = framing === "json" ? [answer] : [...tasks.map(({ taskId }) => status(taskId)), answer];
      response.writeHead(200, { "content-type": framing === "json" ? "application/json" : "text/event-stream" });
      response.end(
        framing === "json"
          ? JSON.stringify(answer)
          : messages.map((each) => `data: ${JSON.stringify(each)}\n\n`).join(""),
      );
    };
    if (message.method === "tools/call") {
      const task = { taskId: `task-${tasks.length}`, status: "working", ttl: 60_000 };
      tasks.push(task);
      send({ task });
    } else if (message.method === "tasks/list") send({ tasks, nextCursor: "more" });
    else send({ taskId: message.params.taskId, status: "working" });
  }

  const send = async (method: string, params: object, token = running.token) => {
    const headers = { "mcp-protocol-version": "2025-11-25" };
    return post({ url: running.url, token, headers, body: olderRequest(method, params) });
  };
  const call = (token?: string, name = "slow") =>
    send("tools/call", { name, arguments: {}, task: { ttl: 60_000 } }, token);

  test.each(["json", "sse"] as const)("are told to the grant that began them only, framed as %s", async (how) => {
    framing = how;
    const other = await running.grant("other");
    await call();
    await call(other);
    const mine = await send("tasks/list", {});
    expect(mine.messages.at(-1)?.result).toMatchObject({ tasks: [{ taskId: "task-0" }], nextCursor: "more" });
    expect(mine.text).not.toContain("task-1");
    expect((await send("tasks/list", {}, other)).text).not.toContain("task-0");
    for (const method of ["tasks/get", "tasks/result", "tasks/cancel"]) {
      const before = seen.length;
      expect((await send(method, { taskId: "task-1" })).messages[0]?.error).toEqual(unknown);
      expect(seen.length).toBe(before);
      expect((await send(method, { taskId: "task-0" })).messages.at(-1)?.result?.taskId).toBe("task-0");
    }
  });

  test("are begun by a call that the policy judges like any other", async () => {
    await edit(running, { version: "1", default: "allow", tools: { slow: { action: "deny" } } });
    expect((await call()).text).toContain("[POLICY DENIED]");
    expect(seen).toEqual([]);
  });

  test("of a tool that is hidden by now are left out of the list", async () => {
    await call();
    await call(undefined, "quick");
    await edit(running, { version: "1", default: "allow", hide: ["slow"] });
    expect((await send("tasks/list", {})).messages[0]?.result?.tasks).toMatchObject([{ taskId: "task-1" }]);
  });
});

describe("what an answer begins", () => {
  test("is read in the form of each revision", () => {
    const flat = { resultType: "task", taskId: "a", ttlMs: 5 };
    expect(begunTask(JSON.stringify({ result: flat }))).toEqual({ taskId: "a", ttlMs: 5 });
    expect(begunTask(JSON.stringify({ result: { task: { taskId: "b", ttl: null } } }))).toEqual({
      taskId: "b",
      ttlMs: null,
    });
  });

  test("is nothing when two readers could take it for two tasks", () => {
    expect(begunTask('{"result":{"resultType":"task","taskId":"a","taskId":"b"}}')).toBeUndefined();
    expect(begunTask('{"result":{"resultType":"task"}}')).toBeUndefined();
    expect(begunTask("no JSON")).toBeUndefined();
  });
});

describe("the table of tasks", () => {
  const owner = (server: string, grant: string) => ({ server: { id: server }, grant: { id: grant } });
  const task = (taskId: string, ttlMs: number | null = 0): BegunTask => ({ taskId, ttlMs });

  test("keeps servers apart that give the same id", () => {
    const tasks = new Tasks();
    tasks.bind(owner("s", "g"), "tool", task("1"), 0);
    expect(tasks.toolOf(owner("t", "g"), "1", 0)).toBeUndefined();
    expect(tasks.toolOf(owner("s", "g"), "1", 0)).toBe("tool");
  });

  test("forgets what is over, but not what is still asked about", () => {
    const tasks = new Tasks();
    const hour = 60 * 60_000;
    tasks.bind(owner("s", "g"), "tool", task("asked"), 0);
    tasks.bind(owner("s", "g"), "tool", task("left"), 0);
    expect(tasks.toolOf(owner("s", "g"), "asked", hour / 2)).toBe("tool");
    tasks.sweep(hour + 1);
    expect(tasks.toolOf(owner("s", "g"), "asked", hour + 2)).toBe("tool");
    expect(tasks.toolOf(owner("s", "g"), "left", hour / 2)).toBeUndefined();
  });

  test("lets one grant's tasks push out no other's", () => {
    const tasks = new Tasks();
    tasks.bind(owner("s", "quiet"), "tool", task("q", null), 0);
    for (let i = 0; i < 3_000; i++) tasks.bind(owner("s", "loud"), "tool", task(`${i}`, null), 0);
    expect(tasks.toolOf(owner("s", "quiet"), "q", 1)).toBe("tool");
    expect(tasks.toolOf(owner("s", "loud"), "0", 1)).toBeUndefined();
    expect(tasks.toolOf(owner("s", "loud"), "2999", 1)).toBe("tool");
  });
});
