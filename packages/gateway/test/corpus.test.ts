/**
 * The decisions of `cases/`, end to end: a raw agent makes every call of every case over HTTP, through a real gateway on
 * a real store, to a real server. What the log keeps is held to the case, and what reached the server to its outcome.
 */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { printPolicy } from "@turnpike/policy";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSession, post, type RawAnswer } from "../../../test/support/raw-agent.js";
import { jsonText, loadCases, loadCorpus } from "../../policy/test/support/corpus.js";
import { logOf, type Running, startRunning } from "./support/running.js";

type File = ReturnType<typeof loadCorpus>[number];
type Case = File["suite"]["cases"][number];
type Call = Case["calls"][number];

let server: Server;
let reached = 0;
let answerWith: Call["answer"] = "ok";
let now = 0;

beforeAll(async () => {
  let sessions = 0;
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const message = JSON.parse(Buffer.concat(chunks).toString()) as { id?: unknown; method: string };
    const json = { "content-type": "application/json" };
    if (message.id === undefined) {
      response.writeHead(202).end();
    } else if (message.method === "initialize") {
      const result = { protocolVersion: "2025-11-25", capabilities: {}, serverInfo: { name: "s", version: "1" } };
      response.writeHead(200, { ...json, "mcp-session-id": `s${++sessions}` });
      response.end(JSON.stringify({ jsonrpc: "2.0", id: message.id, result }));
    } else {
      reached += 1;
      if (answerWith === "timeout") return;
      const result = { content: [], isError: answerWith === "error" };
      response.writeHead(200, json).end(JSON.stringify({ jsonrpc: "2.0", id: message.id, result }));
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Calls that the wire cannot carry as written, or that need a server which is not there: proved elsewhere. */
function runs({ calls }: Case): boolean {
  return calls.every(({ answer, subject }) => {
    const name = subject.kind === "resource" ? subject.uri : subject.name;
    const plain = name !== "" && name.length <= 256 && name === name.trim() && !/\p{Cc}|\p{Cs}/u.test(name);
    const prompt = subject.kind !== "prompt" || subject.args === undefined || typeof subject.args === "object";
    return answer !== "unreached" && plain && prompt;
  });
}

const files = loadCorpus();

test("the corpus is there, and nearly all of it can be sent", () => {
  const cases = loadCases();
  expect(cases.length).toBeGreaterThan(300);
  expect(cases.filter(({ one }) => runs(one)).length).toBeGreaterThan(cases.length * 0.95);
});

describe.each(files.map((file) => [file.path, file] as const))("%s", (_, file) => {
  const policy = printPolicy(file.suite.policy);
  // Counters of the organisation are one for all servers, so their cases need a store each.
  const apart = policy.includes('"organisation"');
  let shared: Running | undefined;
  afterAll(async () => shared?.dispose());

  test.each(file.suite.cases.filter(runs).map((one) => [one.name, one] as const))("%s", async (__, one) => {
    const running = shared ?? (await start(file));
    shared = apart ? undefined : running;
    const fresh = await running.fresh(policy);
    const agent = new Agent(fresh);
    for (const call of one.calls) {
      for (let i = 0; i < call.repeat; i++) await check(agent, call, fresh);
    }
    if (apart) await running.dispose();
  });
});

async function check(agent: Agent, call: Call, running: Running): Promise<void> {
  now = call.at;
  answerWith = call.answer;
  const before = reached;
  const answer = await agent.call(call);
  const record = (await logOf(running, "newest"))[0];
  const { outcome, rule, message } = call.expect;
  const decided = record?.outcome === "error" ? "allow" : record?.outcome;
  expect({ outcome: decided, rule: record?.rule, text: answer.text }).toEqual({
    outcome,
    rule: rule ?? record?.rule,
    text: answer.text,
  });
  if (message !== undefined) expect(record?.message).toBe(message);
  const runsOn = outcome === "allow" || outcome.startsWith("would_");
  expect(reached - before).toBe(runsOn ? 1 : 0);
  if (!runsOn) expect(answer.text).toContain(outcome === "deny" ? "[POLICY DENIED]" : "[APPROVAL NEEDED]");
}

/** One agent for each grant, with a session for each session of the case. */
class Agent {
  readonly #running: Running;
  readonly #tokens = new Map<string, string>();
  readonly #sessions = new Map<string, Record<string, string>>();
  #id = 0;

  constructor(running: Running) {
    this.#running = running;
  }

  async call({ subject, grant, session }: Call): Promise<RawAnswer> {
    const { url } = this.#running;
    const token = this.#tokens.get(grant) ?? (await this.#running.grant(grant));
    this.#tokens.set(grant, token);
    const key = JSON.stringify([grant, session]);
    const headers = this.#sessions.get(key) ?? (await openSession({ url, token }));
    this.#sessions.set(key, headers);
    const method = { tool: "tools/call", resource: "resources/read", prompt: "prompts/get" }[subject.kind];
    const name = subject.kind === "resource" ? { uri: subject.uri } : { name: subject.name };
    const args =
      subject.kind === "resource" || subject.args === undefined ? "" : `,"arguments":${jsonText(subject.args)}`;
    const params = `{${JSON.stringify(name).slice(1, -1)}${args}}`;
    const body = `{"jsonrpc":"2.0","id":${++this.#id},"method":"${method}","params":${params}}`;
    return post({ url, token, headers, body });
  }
}

function start(file: File): Promise<Running> {
  now = file.suite.cases[0]?.calls[0]?.at ?? 0;
  return startRunning({
    upstream: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    settings: { responseTimeoutMs: 60, sessionsPerGrant: 1000 },
    clock: () => now,
  });
}
