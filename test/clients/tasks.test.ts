/**
 * Tasks of 2025-11-25 as the official SDK's client and the official everything server have them: begun, followed, asked
 * about in between, listed and ended through the gateway, by the grant that began them and by no other.
 */
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { CallToolResultSchema, ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Running, startRunning } from "../../packages/gateway/test/support/running.js";
import type { Passage } from "../conformance/loopback.js";
import { startUpstream } from "../conformance/upstream.js";

const tool = "simulate-research-query";
const policy = {
  version: "1",
  default: "deny",
  tools: { [tool]: { limits: [{ counter: "research", window: "week", max: 3 }] } },
};

let everything: Passage;
let running: Running;
const clients: Client[] = [];

beforeAll(async () => {
  everything = await startUpstream("everything");
  running = await startRunning({ upstream: everything.url, policy });
});
afterAll(async () => {
  for (const client of clients) await client.close();
  await running.dispose();
  await everything.close();
});

async function connect(token: string): Promise<Client> {
  const tasks = { list: {}, cancel: {}, requests: { elicitation: { create: {} } } };
  const client = new Client({ name: "tasks", version: "1" }, { capabilities: { elicitation: { form: {} }, tasks } });
  client.setRequestHandler(ElicitRequestSchema, () => ({ action: "accept", content: { interpretation: "technical" } }));
  const requestInit = { headers: { Authorization: `Bearer ${token}` } };
  // The SDK's own class misses its own interface under exactOptionalPropertyTypes.
  await client.connect(new StreamableHTTPClientTransport(new URL(running.url), { requestInit }) as Transport);
  clients.push(client);
  return client;
}

/** Begins a task and leaves it running; its id. */
async function begin(client: Client, topic: string): Promise<string> {
  await client.listTools();
  const stream = client.experimental.tasks.callToolStream({ name: tool, arguments: { topic } }, CallToolResultSchema);
  for await (const message of stream) {
    if (message.type === "taskCreated") return message.task.taskId;
    if (message.type === "error") throw message.error;
  }
  throw new Error("no task was begun");
}

test("a task is followed to its end, with the question that it asks on the way", async () => {
  const client = await connect(running.token);
  expect((await client.listTools()).tools.map(({ name }) => name)).toEqual([tool]);
  const args = { topic: "python", ambiguous: true };
  const stream = client.experimental.tasks.callToolStream({ name: tool, arguments: args }, CallToolResultSchema);
  const statuses = new Set<string>();
  let result = "";
  for await (const message of stream) {
    if (message.type === "taskStatus") statuses.add(message.task.status);
    if (message.type === "error") throw message.error;
    if (message.type === "result") result = JSON.stringify(message.result);
  }
  expect(result).toContain("Research Report: python (technical)");
  expect([...statuses]).toEqual(expect.arrayContaining(["working", "input_required"]));
});

test("a task of one grant does not exist for another, which may begin its own", async () => {
  const mine = await connect(running.token);
  const theirs = await connect(await running.grant("other"));
  const taskId = await begin(mine, "mine");
  const own = await begin(theirs, "theirs");
  const { getTask, cancelTask, listTasks } = bound(theirs);
  await expect(getTask(taskId)).rejects.toThrow("Unknown task");
  await expect(cancelTask(taskId)).rejects.toThrow("Unknown task");
  expect(await listTasks()).toEqual([own]);
  expect(await bound(mine).listTasks()).toContain(taskId);
  expect(await bound(mine).listTasks()).not.toContain(own);
  expect((await bound(mine).cancelTask(taskId)).status).toBe("cancelled");
});

test("tasks count as the calls that they are", async () => {
  const client = await connect(running.token);
  await expect(begin(client, "third")).resolves.toBeTypeOf("string");
  await expect(begin(client, "fourth")).rejects.toThrow();
});

function bound(client: Client) {
  const { tasks } = client.experimental;
  return {
    getTask: (taskId: string) => tasks.getTask(taskId),
    cancelTask: (taskId: string) => tasks.cancelTask(taskId),
    listTasks: async () => (await tasks.listTasks()).tasks.map(({ taskId }) => taskId),
  };
}
