/**
 * Opens and closes many sessions with many calls in them through a gateway process, and tells what is left: the server's
 * open sessions, the gateway's, and its memory along the way.
 *
 *     npm run soak:sessions -- --sessions 2000 --calls 200000
 */
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { parseArgs } from "node:util";
import { startGateway, turnpikeJson } from "../support/gateway-process.js";
import { startSessionServer } from "./session-server.js";

export type SoakResult = {
  readonly sessions: number;
  readonly calls: number;
  /** Sessions still open afterwards, at the server and at the gateway. */
  readonly leftAtServer: number;
  readonly leftAtGateway: number;
  /** Resident memory of the gateway in MB, at each tenth of the way. */
  readonly memory: readonly number[];
};

const TOGETHER = 16;
const VERSION = "2025-11-25";

/** Runs the sessions, sixteen at a time, the calls spread evenly over them; rejects at the first wrong answer. */
export async function soakSessions(sessions: number, calls: number): Promise<SoakResult> {
  const server = await startSessionServer();
  const gateway = await startGateway();
  const agent = new Agent({ keepAlive: true, maxSockets: TOGETHER });
  try {
    const { data } = gateway;
    await turnpikeJson(["server", "add", "soak", "--upstream", server.url], { data });
    const policy = JSON.stringify({ version: "1", default: "allow" });
    await turnpikeJson(["policy", "add", "soak", "all", "-"], { data, input: policy });
    const [grant] = await turnpikeJson<{ url: string; token: string }>(
      ["grant", "create", "soak", "soak", "--policy", "all"],
      { data },
    );
    if (grant === undefined) throw new Error("no grant was made");
    const talk = talker(grant, agent);
    const memory = [memoryOf(gateway.pid)];
    let next = 0;
    const worker = async () => {
      while (next < sessions) {
        next += 1;
        if (next % Math.ceil(sessions / 10) === 0) memory.push(memoryOf(gateway.pid));
        await oneSession(talk, Math.ceil(calls / sessions));
      }
    };
    await Promise.all(Array.from({ length: TOGETHER }, worker));
    memory.push(memoryOf(gateway.pid));
    const leftAtGateway = await openSessions(gateway.url, agent);
    return { sessions, calls: server.calls(), leftAtServer: server.open(), leftAtGateway, memory };
  } finally {
    agent.destroy();
    await gateway.dispose();
    await server.close();
  }
}

type Talk = (method: "POST" | "DELETE", headers: Record<string, string>, body?: object) => Promise<Heard>;
type Heard = { readonly status: number; readonly session: string; readonly text: string };

async function oneSession(talk: Talk, calls: number): Promise<void> {
  const params = { protocolVersion: VERSION, capabilities: {}, clientInfo: { name: "soak", version: "1" } };
  const opened = await talk("POST", {}, { jsonrpc: "2.0", id: 0, method: "initialize", params });
  const headers = { "mcp-session-id": opened.session, "mcp-protocol-version": VERSION };
  for (let id = 1; id <= calls; id++) {
    const call = { jsonrpc: "2.0", id, method: "tools/call", params: { name: "echo", arguments: { id } } };
    const { text } = await talk("POST", headers, call);
    if (!text.includes(`"id":${id},`)) throw new Error(`call ${id} was answered with ${text}`);
  }
  await talk("DELETE", headers);
}

function talker({ url, token }: { url: string; token: string }, agent: Agent): Talk {
  const usual = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return (method, headers, body) =>
    new Promise((resolve, reject) => {
      const bytes = body === undefined ? "" : JSON.stringify(body);
      const length = { "content-length": Buffer.byteLength(bytes) };
      const going = request(url, { method, agent, headers: { ...usual, ...headers, ...length } }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          const status = response.statusCode ?? 0;
          if (status >= 300) reject(new Error(`${method} was answered ${status}: ${text}`));
          else resolve({ status, session: String(response.headers["mcp-session-id"]), text });
        });
      });
      going.on("error", reject);
      going.end(bytes);
    });
}

function openSessions(gatewayUrl: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    request(new URL("/metrics", gatewayUrl), { agent }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on("end", () => resolve(Number(/^turnpike_sessions (\d+)$/m.exec(text)?.[1])));
    })
      .on("error", reject)
      .end();
  });
}

/** Resident memory of a process in MB. */
function memoryOf(pid: number): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
  return Math.round((pages * 4096) / 1_000_000);
}

if (process.argv[1]?.endsWith("sessions.ts")) {
  const { values } = parseArgs({
    options: { sessions: { type: "string", default: "2000" }, calls: { type: "string", default: "200000" } },
  });
  console.log(JSON.stringify(await soakSessions(Number(values.sessions), Number(values.calls))));
}
