/**
 * The official SDK's clients with everything switched on: they answer the server's questions and keep what they are told.
 *
 * One face for both major versions and both generations, as `test/support/agents.ts` has it for calls and lists.
 */
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as TransportV1 } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport as TransportInterfaceV1 } from "@modelcontextprotocol/sdk/shared/transport.js";
import * as v1 from "@modelcontextprotocol/sdk/types.js";
import type { AgentKind } from "../support/agents.js";

export type FullAgent = {
  /** Everything that both versions' clients do alike. */
  readonly client: Common;
  /** The notifications it was sent, by method. */
  readonly told: string[];
  /** Asks to hear of changed tools and of this resource. */
  subscribe(uri: string): Promise<unknown>;
  /** Calls the tool so that it may log. */
  callWithLogs(name: string): Promise<object>;
  close(): Promise<void>;
};

type Text = { readonly type: "text"; readonly text: string };
type Options = { readonly signal?: AbortSignal; readonly onprogress?: (progress: { progress: number }) => void };
type Common = {
  callTool(call: { name: string; arguments?: Record<string, unknown> }, options?: Options): Promise<object>;
  listTools(): Promise<{ tools: readonly { name: string }[] }>;
  listResources(): Promise<{ resources: readonly { uri: string }[] }>;
  listResourceTemplates(): Promise<{ resourceTemplates: readonly { uriTemplate: string }[] }>;
  readResource(read: { uri: string }): Promise<{ contents: readonly { uri: string }[] }>;
  listPrompts(): Promise<{ prompts: readonly { name: string }[] }>;
  getPrompt(get: { name: string; arguments?: Record<string, string> }): Promise<{ messages: readonly unknown[] }>;
  complete(about: {
    ref: { type: "ref/prompt"; name: string } | { type: "ref/resource"; uri: string };
    argument: { name: string; value: string };
  }): Promise<{ completion: { values: readonly string[] } }>;
};

type Where = { readonly url: string; readonly token: string };

const capabilities = { sampling: {}, elicitation: { form: {} }, roots: { listChanged: true } };
const sampled = { role: "assistant" as const, model: "m", content: { type: "text", text: "said" } satisfies Text };
const accepted = { action: "accept" as const, content: { username: "u", email: "e@example.org" } };
const roots = { roots: [{ uri: "file:///work" }] };
const listening = [
  "notifications/message",
  "notifications/tools/list_changed",
  "notifications/resources/updated",
] as const;

/** Connects one. */
export function connectFull(kind: AgentKind, where: Where): Promise<FullAgent> {
  return kind === "sdk v1" ? connectV1(where) : connectV2(where, kind === "sdk v2, newer generation");
}

async function connectV2({ url, token }: Where, newer: boolean): Promise<FullAgent> {
  const mode = newer ? { pin: "2026-07-28" } : "legacy";
  const client = new Client({ name: "full-v2", version: "1" }, { capabilities, versionNegotiation: { mode } });
  const told: string[] = [];
  client.setRequestHandler("sampling/createMessage", () => sampled);
  client.setRequestHandler("elicitation/create", () => accepted);
  client.setRequestHandler("roots/list", () => roots);
  for (const method of listening) client.setNotificationHandler(method, () => void told.push(method));
  await client.connect(new StreamableHTTPClientTransport(new URL(url), bearer(token)));
  const logLevel = { _meta: { "io.modelcontextprotocol/logLevel": "debug" } };
  return {
    client,
    told,
    subscribe: (uri) =>
      newer
        ? client.listen({ toolsListChanged: true, resourceSubscriptions: [uri] })
        : client.subscribeResource({ uri }),
    callWithLogs: async (name) => {
      if (!newer) await client.setLoggingLevel("debug");
      return client.callTool({ name, ...(newer ? logLevel : {}) });
    },
    close: () => client.close(),
  };
}

async function connectV1({ url, token }: Where): Promise<FullAgent> {
  const client = new ClientV1({ name: "full-v1", version: "1" }, { capabilities });
  const told: string[] = [];
  client.setRequestHandler(v1.CreateMessageRequestSchema, () => sampled);
  client.setRequestHandler(v1.ElicitRequestSchema, () => accepted);
  client.setRequestHandler(v1.ListRootsRequestSchema, () => roots);
  for (const schema of [
    v1.LoggingMessageNotificationSchema,
    v1.ToolListChangedNotificationSchema,
    v1.ResourceUpdatedNotificationSchema,
  ]) {
    client.setNotificationHandler(schema, ({ method }) => void told.push(method));
  }
  // The SDK's own class misses its own interface under exactOptionalPropertyTypes.
  await client.connect(new TransportV1(new URL(url), bearer(token)) as TransportInterfaceV1);
  return {
    client: { ...common(client), callTool: (call, options) => client.callTool(call, undefined, options) },
    told,
    subscribe: (uri) => client.subscribeResource({ uri }),
    callWithLogs: async (name) => {
      await client.setLoggingLevel("debug");
      return client.callTool({ name });
    },
    close: () => client.close(),
  };
}

function common(client: ClientV1): Omit<Common, "callTool"> {
  return {
    listTools: () => client.listTools(),
    listResources: () => client.listResources(),
    listResourceTemplates: () => client.listResourceTemplates(),
    readResource: (read) => client.readResource(read),
    listPrompts: () => client.listPrompts(),
    getPrompt: (get) => client.getPrompt(get),
    complete: (about) => client.complete(about),
  };
}

const bearer = (token: string) => ({ requestInit: { headers: { Authorization: `Bearer ${token}` } } });
