/**
 * Opens and closes many sessions with many calls in them through a gateway process, and tells what is left: the server's
 * open sessions, the gateway's, and what the gateway's memory holds along the way. Each session lists the tools, keeps a
 * stream open, and calls in both generations, answered as JSON and as events.
 *
 *     npm run soak:sessions -- --sessions 2000 --calls 200000
 */
import { readFileSync } from "node:fs";
import { Agent, type IncomingMessage, request } from "node:http";
import { parseArgs } from "node:util";
import { startGateway, turnpikeJson } from "../support/gateway-process.js";
import { newerRequest } from "../support/raw-agent.js";
import { inspected, openHeap } from "./heap.js";
import { openSessions } from "./measure.js";
import { startSessionServer } from "./session-server.js";

/** What the gateway's process holds when a part of the way is done and nothing is under way. */
export type Mark = { readonly calls: number; readonly heldBytes: number; readonly residentBytes: number };

export type SoakResult = {
  readonly sessions: number;
  readonly calls: number;
  /** Still open afterwards, at the server and at the gateway. */
  readonly leftAtServer: { readonly sessions: number; readonly streams: number };
  readonly leftAtGateway: number;
  /** After each fifth of the way; the first has warmed everything up. */
  readonly marks: readonly Mark[];
  /** What is held more after the last fifth than after the first, in bytes for each call between. */
  readonly grownBytesPerCall: number;
  /** Whether that is no more than what is allowed: `ALLOWED`. */
  readonly flat: boolean;
};

/**
 * Memory is flat when it grew by no more than this. Code that gets optimised late, tables that grow by doubling and the
 * like take some hundred kilobytes; an object forgotten with each call, or a few with each session, takes more.
 */
export const ALLOWED = { bytes: 750_000, bytesPerCall: 8 } as const;

const TOGETHER = 16;
const FIFTHS = 5;
const VERSION = "2025-11-25";
const policy = JSON.stringify({ version: "1", default: "allow", hide: ["hidden"] });

/** Runs the sessions, sixteen at a time, the calls spread evenly over them; rejects at the first wrong answer. */
export async function soakSessions(sessions: number, calls: number): Promise<SoakResult> {
  const server = await startSessionServer();
  const gateway = await startGateway({ env: inspected });
  const agent = new Agent({ keepAlive: true, maxSockets: 2 * TOGETHER });
  const heap = await openHeap(gateway.stderr());
  try {
    const { data } = gateway;
    await turnpikeJson(["server", "add", "soak", "--upstream", server.url], { data });
    await turnpikeJson(["policy", "add", "soak", "all", "-"], { data, input: policy });
    const [grant] = await turnpikeJson<{ url: string; token: string }>(
      ["grant", "create", "soak", "soak", "--policy", "all"],
      { data },
    );
    if (grant === undefined) throw new Error("no grant was made");
    const talk = talker(grant, agent);
    // Adding a policy has asked the server for its tools.
    const asked = server.calls();
    const marks: Mark[] = [];
    for (let fifth = 1; fifth <= FIFTHS; fifth++) {
      let left = Math.ceil(sessions / FIFTHS);
      const worker = async () => {
        while (left-- > 0) await oneSession(talk, Math.ceil(calls / sessions));
      };
      await Promise.all(Array.from({ length: TOGETHER }, worker));
      const heldBytes = await heap.heldBytes();
      marks.push({ calls: server.calls() - asked, heldBytes, residentBytes: residentBytes(gateway.pid) });
    }
    const leftAtGateway = await openSessions(gateway.url);
    const leftAtServer = server.open();
    return { sessions, calls: server.calls() - asked, leftAtServer, leftAtGateway, marks, ...growth(marks) };
  } finally {
    heap.close();
    agent.destroy();
    await gateway.dispose();
    await server.close();
  }
}

function growth(marks: readonly Mark[]): Pick<SoakResult, "grownBytesPerCall" | "flat"> {
  const [first, last] = [marks[0], marks.at(-1)];
  if (first === undefined || last === undefined || last.calls <= first.calls) throw new Error("nothing was measured");
  const grown = last.heldBytes - first.heldBytes;
  const calls = last.calls - first.calls;
  return { grownBytesPerCall: grown / calls, flat: grown <= ALLOWED.bytes + ALLOWED.bytesPerCall * calls };
}

type Talk = (method: "POST" | "GET" | "DELETE", headers: Record<string, string>, body?: object) => Promise<Heard>;
type Heard = { readonly session: string; readonly text: () => Promise<string>; readonly leave: () => void };

async function oneSession(talk: Talk, calls: number): Promise<void> {
  const params = { protocolVersion: VERSION, capabilities: {}, clientInfo: { name: "soak", version: "1" } };
  const opened = await talk("POST", {}, { jsonrpc: "2.0", id: 0, method: "initialize", params });
  await opened.text();
  const headers = { "mcp-session-id": opened.session, "mcp-protocol-version": VERSION };
  const stream = await talk("GET", headers);
  const list = await talk("POST", headers, { jsonrpc: "2.0", id: "list", method: "tools/list" });
  if ((await list.text()).includes("hidden")) throw new Error("a hidden tool was listed");
  const call = { name: "echo", arguments: {} };
  for (let id = 1; id <= calls; id++) {
    const newer = id % 4 > 1 ? newerRequest("tools/call", call, id) : undefined;
    const older = { jsonrpc: "2.0", id, method: "tools/call", params: call };
    const answer = await talk("POST", newer?.headers ?? headers, newer?.body ?? older);
    const text = await answer.text();
    if (!text.includes(`"id":${id},`)) throw new Error(`call ${id} was answered with ${text}`);
  }
  const ended = await talk("DELETE", headers);
  await ended.text();
  stream.leave();
}

function talker({ url, token }: { url: string; token: string }, agent: Agent): Talk {
  const usual = {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
  };
  return (method, headers, body) =>
    new Promise((resolve, reject) => {
      const bytes = body === undefined ? "" : JSON.stringify(body);
      const length = method === "GET" ? {} : { "content-length": Buffer.byteLength(bytes) };
      const going = request(url, { method, agent, headers: { ...usual, ...headers, ...length } }, (response) => {
        const status = response.statusCode ?? 0;
        if (status >= 300) reject(new Error(`${method} was answered ${status}`));
        const session = String(response.headers["mcp-session-id"]);
        resolve({ session, text: () => textOf(response), leave: () => going.destroy() });
      });
      going.on("error", reject);
      going.end(bytes);
    });
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function residentBytes(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * 4096;
}

if (process.argv[1]?.endsWith("sessions.ts")) {
  const { values } = parseArgs({
    options: { sessions: { type: "string", default: "2000" }, calls: { type: "string", default: "200000" } },
  });
  const result = await soakSessions(Number(values.sessions), Number(values.calls));
  console.log(JSON.stringify(result, null, 2));
  const { leftAtGateway, leftAtServer, flat } = result;
  process.exitCode = flat && leftAtGateway + leftAtServer.sessions + leftAtServer.streams === 0 ? 0 : 1;
}
