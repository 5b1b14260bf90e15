/**
 * The server behind the kill loop and the soak, a process of its own: `ledger-upstream LEDGER http PORT` or
 * `ledger-upstream LEDGER stdio`. Each call is written into the ledger first and then answered as its arguments say. With
 * sessions for the older generation, whose number `GET /sessions` tells.
 */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { type Behaviour, perform } from "../support/upstream-behaviour.js";
import { type Answer, resultOf, whmcsCatalogue } from "../support/upstream-catalogue.js";
import type { Ending } from "./calls.js";
import { writeEntry } from "./ledger.js";

type Params = Readonly<Record<string, unknown>>;
type Message = { readonly id?: unknown; readonly method?: string; readonly params?: Params };

const behaviours: Readonly<Record<Ending, Behaviour>> = {
  ok: { kind: "ok" },
  slow: { kind: "slow", pieces: 3, pauseMs: 15 },
  is_error: { kind: "is_error" },
  failed: { kind: "rpc_error", code: -32000 },
  rejected: { kind: "rpc_error", code: -32602 },
  status_500: { kind: "status", status: 500, body: "it went wrong" },
  break_before: { kind: "break", when: "before" },
  break_midway: { kind: "break", when: "midway" },
};

const [ledger = "", way = "", port = "0"] = process.argv.slice(2);
const catalogue = whmcsCatalogue();
const sessions = new Set<string>();

/** Writes a call down; what its arguments say is done with it. */
function take({ method, params }: Message): Behaviour {
  if (method !== "tools/call") return behaviours.ok;
  const { name, arguments: given } = params as { name: string; arguments: { amount: number; ending: Ending } };
  const { amount, ending } = given;
  writeEntry(ledger, { name, amount });
  return behaviours[ending];
}

function generationOf({ params }: Message): "newer" | "older" {
  const meta = params?._meta as Params | undefined;
  return meta?.["io.modelcontextprotocol/protocolVersion"] === undefined ? "older" : "newer";
}

function answerTo(message: Message): Answer {
  const { id, method = "", params = {} } = message;
  return { jsonrpc: "2.0", id, ...resultOf(catalogue, generationOf(message), method, params) };
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const session = String(request.headers["mcp-session-id"]);
  if (request.method === "DELETE") response.writeHead(sessions.delete(session) ? 200 : 404).end();
  else if (request.method === "GET" && request.url === "/sessions") response.end(String(sessions.size));
  else if (request.method !== "POST") response.writeHead(405, { allow: "POST" }).end();
  else post(JSON.parse(Buffer.concat(chunks).toString()) as Message, session, response);
}

function post(message: Message, session: string, response: ServerResponse): void {
  const generation = generationOf(message);
  const opens = message.method === "initialize";
  if (generation === "older" && !opens && !sessions.has(session)) {
    response.writeHead(404).end();
  } else if (message.id === undefined) {
    response.writeHead(202).end();
  } else {
    const headers: Record<string, string> = opens ? { "mcp-session-id": randomUUID() } : {};
    for (const id of Object.values(headers)) sessions.add(id);
    const answers = [answerTo(message)];
    const status = generation === "newer" && answers.some((answer) => answer.error) ? 404 : 200;
    perform(take(message), { response, headers, framing: "json", generation, status, answers });
  }
}

/** What would break a connection ends the process. */
function answerLine(message: Message): void {
  if (message.id === undefined || message.method === undefined) return;
  const behaviour = take(message);
  const { result, ...head } = answerTo(message);
  const say = (rest: object) => process.stdout.write(`${JSON.stringify({ ...head, ...rest })}\n`);
  switch (behaviour.kind) {
    case "slow":
      setTimeout(() => say({ result }), behaviour.pieces * behaviour.pauseMs);
      break;
    case "is_error":
      say({ result: { ...result, isError: true, structuredContent: undefined } });
      break;
    case "rpc_error":
      say({ error: { code: behaviour.code, message: "it went wrong" } });
      break;
    case "status":
      say({ error: { code: -32000, message: "it went wrong" } });
      break;
    case "break":
      if (behaviour.when === "midway") process.stdout.write(JSON.stringify(head).slice(0, -1));
      process.exit(1);
      break;
    default:
      say(result === undefined ? {} : { result });
  }
}

if (way === "stdio") {
  createInterface({ input: process.stdin })
    .on("line", (line) => answerLine(JSON.parse(line) as Message))
    .on("close", () => process.exit(0));
} else {
  const server = createServer((request, response) => void serve(request, response).catch(() => response.destroy()));
  server.listen(Number(port), "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
}
