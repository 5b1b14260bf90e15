/**
 * Agents for the tests: the official SDK clients in each generation they speak.
 *
 * They share one small face, so that a test runs the same steps for all of them; `client` is there for the rest.
 */
import { Client, StreamableHTTPClientTransport, type Transport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as StdioTransportV1 } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport as TransportV1 } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport as TransportInterfaceV1 } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { Generation } from "./upstream-catalogue.js";

/** A tool's answer as the tests look at it. */
export type ToolAnswer = {
  readonly isError: boolean;
  /** The text blocks, joined by line ends. */
  readonly text: string;
  readonly structuredContent: unknown;
  readonly meta: Readonly<Record<string, unknown>>;
};

/** A connected agent. */
export type Agent = {
  readonly generation: Generation;
  listTools(): Promise<readonly string[]>;
  listResources(): Promise<readonly string[]>;
  listPrompts(): Promise<readonly string[]>;
  callTool(name: string, args?: Readonly<Record<string, unknown>>): Promise<ToolAnswer>;
  readResource(uri: string): Promise<unknown>;
  getPrompt(name: string, args?: Readonly<Record<string, string>>): Promise<unknown>;
  close(): Promise<void>;
};

/** Where an agent connects and with what. */
export type AgentOptions = {
  readonly url: string;
  /** Sent as `Authorization: Bearer …`. */
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A server that the agent starts itself and speaks to over its pipes. */
export type CommandOptions = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** What the agent tells its user of the server's standard error. */
  readonly onStderr?: (text: string) => void;
};

/** The kinds of agent, for `describe.each`. */
export const agentKinds = ["sdk v2, newer generation", "sdk v2, older generation", "sdk v1"] as const;

/** One of `agentKinds`. */
export type AgentKind = (typeof agentKinds)[number];

/** Connects an agent of the given kind. */
export function connectAgent(kind: AgentKind, options: AgentOptions): Promise<Agent> {
  switch (kind) {
    case "sdk v2, newer generation":
      return connectV2(options, { pin: "2026-07-28" });
    case "sdk v2, older generation":
      return connectV2(options, "legacy");
    case "sdk v1":
      return connectV1(options);
  }
}

/** Starts a command as its MCP server and connects an agent of the given kind to it. */
export function connectAgentTo(kind: AgentKind | "sdk v2, either generation", options: CommandOptions): Promise<Agent> {
  const parameters = {
    command: options.command,
    args: [...options.args],
    ...(options.env === undefined ? {} : { env: { ...options.env } }),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stderr: "pipe" as const,
  };
  const listening = <T extends StdioClientTransport | StdioTransportV1>(transport: T): T => {
    transport.stderr?.on("data", (chunk: Buffer) => options.onStderr?.(chunk.toString()));
    return transport;
  };
  switch (kind) {
    case "sdk v2, newer generation":
      return startV2(listening(new StdioClientTransport(parameters)), { pin: "2026-07-28" });
    case "sdk v2, older generation":
      return startV2(listening(new StdioClientTransport(parameters)), "legacy");
    case "sdk v2, either generation":
      return startV2(listening(new StdioClientTransport(parameters)), "auto");
    case "sdk v1":
      return startV1(listening(new StdioTransportV1(parameters)));
  }
}

/** Connects the SDK v2 client; mode `auto` tries the newer generation first and falls back. */
export function connectV2(
  options: AgentOptions,
  mode: Negotiation = "auto",
): Promise<Agent & { readonly client: Client }> {
  return startV2(new StreamableHTTPClientTransport(new URL(options.url), { requestInit: requestInit(options) }), mode);
}

type Negotiation = "auto" | "legacy" | { pin: string };

async function startV2(transport: Transport, mode: Negotiation): Promise<Agent & { readonly client: Client }> {
  const client = new Client({ name: "agent-v2", version: "1.0.0" }, { versionNegotiation: { mode } });
  await client.connect(transport);
  return { ...face(client), client, generation: client.getProtocolEra() === "modern" ? "newer" : "older" };
}

/** Connects the SDK v1 client. */
function connectV1(options: AgentOptions): Promise<Agent & { readonly client: ClientV1 }> {
  return startV1(new TransportV1(new URL(options.url), { requestInit: requestInit(options) }) as TransportInterfaceV1);
}

async function startV1(transport: TransportInterfaceV1): Promise<Agent & { readonly client: ClientV1 }> {
  const client = new ClientV1({ name: "agent-v1", version: "1.0.0" });
  await client.connect(transport);
  return { ...face(client), client, generation: "older" };
}

const requestInit = ({ token, headers }: AgentOptions): RequestInit => ({
  headers: { ...headers, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
});

type Paged = { readonly nextCursor?: string | undefined };
type Cursor = { cursor?: string };

// What both SDKs' clients have in common, said in the one way that both of their types allow.
type AnyClient = {
  listTools(cursor?: Cursor): Promise<Paged & { tools: readonly { name: string }[] }>;
  listResources(cursor?: Cursor): Promise<Paged & { resources: readonly { uri: string }[] }>;
  listPrompts(cursor?: Cursor): Promise<Paged & { prompts: readonly { name: string }[] }>;
  callTool(call: { name: string; arguments?: Record<string, unknown> }): Promise<object>;
  readResource(read: { uri: string }): Promise<unknown>;
  getPrompt(get: { name: string; arguments?: Record<string, string> }): Promise<unknown>;
  close(): Promise<void>;
};

function face(client: AnyClient): Omit<Agent, "generation"> {
  return {
    listTools: () =>
      everyPage(
        (cursor) => client.listTools(cursor),
        (page) => page.tools.map((each) => each.name),
      ),
    listResources: () =>
      everyPage(
        (cursor) => client.listResources(cursor),
        (page) => page.resources.map((each) => each.uri),
      ),
    listPrompts: () =>
      everyPage(
        (cursor) => client.listPrompts(cursor),
        (page) => page.prompts.map((each) => each.name),
      ),
    callTool: async (name, args) => answerOf(await client.callTool(args ? { name, arguments: { ...args } } : { name })),
    readResource: (uri) => client.readResource({ uri }),
    getPrompt: (name, args) => client.getPrompt(args ? { name, arguments: { ...args } } : { name }),
    close: () => client.close(),
  };
}

async function everyPage<Page extends Paged>(
  list: (cursor?: Cursor) => Promise<Page>,
  names: (page: Page) => readonly string[],
): Promise<readonly string[]> {
  const all: string[] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await list(cursor === undefined ? {} : { cursor });
    all.push(...names(page));
    cursor = page.nextCursor;
  }
  return all;
}

function answerOf(result: object): ToolAnswer {
  const { isError, content, structuredContent, _meta } = result as {
    isError?: boolean;
    content?: readonly { type: string; text?: string }[];
    structuredContent?: unknown;
    _meta?: Record<string, unknown>;
  };
  const text = (content ?? []).flatMap((block) => (block.type === "text" ? [block.text] : [])).join("\n");
  return { isError: isError === true, text, structuredContent, meta: _meta ?? {} };
}
