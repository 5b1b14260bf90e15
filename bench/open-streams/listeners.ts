/** Agents that were shown the tools and keep a stream open: what they are told, and when. */
import { Agent, type ClientRequest, type IncomingMessage, request } from "node:http";
import { type Generation, initializeBody, requestHeaders } from "../traffic/messages.js";

/** Where the agents call. */
export type Address = { readonly port: number; readonly path: string };

/** One agent with its open stream. */
export type Listener = {
  /** The headers of its later requests. */
  readonly headers: Readonly<Record<string, string>>;
  /** Resolves at the next notice of changed tools, with the time of `performance.now()`. */
  toldAt(): Promise<number>;
  close(): void;
};

/** Connections of requests that end; streams have connections of their own. */
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

const NOTICE = "notifications/tools/list_changed";

const listenBody = JSON.stringify({
  jsonrpc: "2.0",
  id: "listen",
  method: "subscriptions/listen",
  params: {
    notifications: { toolsListChanged: true },
    _meta: {
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientCapabilities": {},
    },
  },
});

/** Opens a session where the generation has them, a stream, and asks for the list of tools. */
export async function listen(address: Address, generation: Generation, token: string, list: string): Promise<Listener> {
  const session = generation === "2025-11-25" ? await openSession(address, token) : undefined;
  const headers = requestHeaders("json", generation, token, session);
  const stream =
    session === undefined
      ? send(address, "POST", { ...headers, "mcp-method": "subscriptions/listen", "mcp-name": undefined }, listenBody)
      : send(address, "GET", { ...headers, "content-type": undefined });
  const waiting: ((at: number) => void)[] = [];
  const response = await answerOf(stream);
  response.on("data", (chunk: Buffer) => {
    if (chunk.includes(NOTICE)) {
      for (const tell of waiting.splice(0)) {
        tell(performance.now());
      }
    }
  });
  response.on("error", () => undefined);
  await ask(address, requestHeaders("list", generation, token, session), list);
  return {
    headers,
    toldAt: () => new Promise((resolve) => waiting.push(resolve)),
    close: () => stream.destroy(),
  };
}

/** One request to its end; throws when it is not answered with 200. */
export async function ask(address: Address, headers: Headers, body: string): Promise<IncomingMessage> {
  const response = await answerOf(send(address, "POST", headers, body, agent));
  for await (const _ of response) {
    // Read to the end, so that the connection is free again.
  }
  if (response.statusCode !== 200) {
    throw new Error(`a request was answered with ${response.statusCode}`);
  }
  return response;
}

type Headers = Readonly<Record<string, string | undefined>>;

async function openSession(address: Address, token: string): Promise<string> {
  const headers = requestHeaders("json", "2025-11-25", token, undefined);
  const { headers: answered } = await ask(address, headers, initializeBody);
  return String(answered["mcp-session-id"]);
}

function send(address: Address, method: string, headers: Headers, body = "", by?: Agent): ClientRequest {
  const given = Object.entries(headers).filter((each): each is [string, string] => each[1] !== undefined);
  const length = method === "GET" ? {} : { "content-length": Buffer.byteLength(body) };
  const sent = { ...Object.fromEntries(given), ...length };
  const outgoing = request({ ...address, host: "127.0.0.1", method, headers: sent, agent: by ?? false });
  outgoing.end(body);
  return outgoing;
}

function answerOf(outgoing: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.on("response", resolve);
    outgoing.on("error", reject);
  });
}
