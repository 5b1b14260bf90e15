/**
 * Asks a server for its tools, as an agent's client would: with the official SDK, in the protocol generation that the
 * server speaks, over HTTP or as a child process. The answer is taken as it comes, since a faulty list is what a scan
 * has to show.
 */
import {
  Client,
  SSEClientTransport,
  StreamableHTTPClientTransport,
  type Transport,
} from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import type { Tool } from "@turnpike/catalogue";
import { baseEnvironment } from "@turnpike/gateway";
import { Failure } from "../failure.js";
import { type GivenTarget, showTarget } from "../target.js";
import { readTools } from "./read-tools.js";
import { silence } from "./silence.js";

/** How long each request may take, unless the caller has less time. */
const patienceMs = 30_000;
const probeMs = 3_000;
const mostPages = 200;
const mostWords = 2000;

/** A server's own name, and all pages of its list. */
export type Asked = { readonly name: string | undefined; readonly tools: readonly Tool[] };

/** Connects, lists, and ends the connection and the process. Throws a `Failure` for what does not answer. */
export async function askServer(target: GivenTarget, version: string, timeout = patienceMs): Promise<Asked> {
  let first: Failure | undefined;
  for (const way of waysTo(target)) {
    const said = { text: "" };
    try {
      return await askOver(way, showTarget(target.target), version, timeout, said);
    } catch (error) {
      if (error instanceof Failure) throw error;
      first ??= silence(error, target, said.text);
    }
  }
  throw first;
}

/** How a connection is tried: over which transport, and in which generation. */
type Way = { readonly open: () => Transport; readonly mode: "auto" | "legacy" };

/**
 * Asking a process for its generation costs a second process, so that one is asked as most are spoken to, and anew where
 * it refuses. Servers at a URL are asked, and tried over the transport of the first clients after that.
 */
function waysTo(given: GivenTarget): readonly Way[] {
  const { target, credentials } = given;
  if (target.kind === "http") {
    const url = new URL(target.url);
    const requestInit = { headers: headersOf(given) };
    return [
      { open: () => new StreamableHTTPClientTransport(url, { requestInit }), mode: "auto" },
      { open: () => new SSEClientTransport(url, { requestInit }), mode: "legacy" },
    ];
  }
  const env = { ...baseEnvironment(), ...Object.fromEntries(pairs(credentials)) };
  const { command, args, cwd } = target;
  const open = () => new StdioClientTransport({ command, args: [...args], env, cwd, stderr: "pipe" });
  return [
    { open, mode: "legacy" },
    { open, mode: "auto" },
  ];
}

async function askOver(
  { open, mode }: Way,
  called: string,
  version: string,
  timeout: number,
  said: { text: string },
): Promise<Asked> {
  const versionNegotiation = { mode, probe: { timeoutMs: Math.min(probeMs, timeout) } };
  const client = new Client({ name: "turnpike-scan", version }, { versionNegotiation });
  const transport = open();
  if (transport instanceof StdioClientTransport) keepLastWords(transport, said);
  try {
    await inTime(client.connect(transport, { timeout }), timeout);
    return { name: client.getServerVersion()?.name, tools: await allPages(client, called, timeout) };
  } finally {
    // A session that nobody ends is kept by its server for as long as it keeps idle ones.
    if (transport instanceof StreamableHTTPClientTransport) {
      await inTime(transport.terminateSession(), timeout).catch(() => {});
    }
    await client.close().catch(() => {});
    await transport.close().catch(() => {});
  }
}

/** What a process says on standard error, of which the end is kept: most say there why they do not start. */
function keepLastWords(transport: StdioClientTransport, said: { text: string }): void {
  transport.stderr?.on("data", (chunk: Buffer) => {
    said.text = (said.text + chunk.toString("utf8")).slice(-mostWords);
  });
}

/** Connecting has no limit of its own where the first thing is to wait for the server to speak. */
async function inTime(connected: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("it accepts the connection and says nothing")), limitMs);
  });
  await Promise.race([connected, late]).finally(() => clearTimeout(timer));
}

async function allPages(client: Client, called: string, timeout: number): Promise<readonly Tool[]> {
  const tools: Tool[] = [];
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const params = cursor === undefined ? {} : { cursor };
    const result = (await client.request({ method: "tools/list", params }, asItCame, { timeout })) as {
      nextCursor?: unknown;
    };
    tools.push(...readTools(result, called));
    if (typeof result.nextCursor !== "string" || seen.has(result.nextCursor)) return tools;
    cursor = result.nextCursor;
    seen.add(cursor);
  }
  throw new Failure("list_unreadable", `${called} answers with more than ${mostPages} pages of tools`);
}

/** Any result: the SDK's own schema refuses a whole list for one faulty tool. */
const asItCame = {
  "~standard": { version: 1, vendor: "turnpike", validate: (value: unknown) => ({ value }) },
} as const;

function headersOf({ credentials }: GivenTarget): Record<string, string> {
  return Object.fromEntries(pairs(credentials));
}

function pairs(flat: readonly string[]): readonly (readonly [string, string])[] {
  return flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1] ?? ""] as const] : []));
}
