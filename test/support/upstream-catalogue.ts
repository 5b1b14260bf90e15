/** What a counting upstream lists, and its good answers in the words of either protocol generation. */
import { type ListedTool, whmcsTools } from "./whmcs-tools.js";

/** Older: initialize, up to 2025-11-25. Newer: stateless, 2026-07-28. */
export type Generation = "older" | "newer";

/** What the upstream has. With `pageSize`, lists come in pages. */
export type Catalogue = {
  readonly tools: readonly ListedTool[];
  readonly resources: readonly { readonly uri: string; readonly name: string; readonly text?: string }[];
  readonly resourceTemplates: readonly { readonly uriTemplate: string; readonly name: string }[];
  readonly prompts: readonly { readonly name: string; readonly description?: string }[];
  readonly pageSize?: number;
};

/** A JSON-RPC answer. */
export type Answer = {
  readonly jsonrpc: "2.0";
  readonly id: unknown;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
};

type Outcome = Pick<Answer, "result"> | Pick<Answer, "error">;
type Params = Readonly<Record<string, unknown>>;

/** The 62 WHMCS tools with a few resources and prompts beside them. */
export const whmcsCatalogue = (): Catalogue => ({
  tools: whmcsTools,
  resources: [
    { uri: "whmcs://clients/1", name: "client 1" },
    { uri: "whmcs://secrets/keys", name: "keys" },
  ],
  resourceTemplates: [{ uriTemplate: "whmcs://clients/{id}", name: "client" }],
  prompts: [{ name: "month_end", description: "closes the month" }, { name: "write_off" }],
});

const serverInfo = { name: "counting-upstream", version: "1.0.0" };
const capabilities = { tools: {}, resources: {}, prompts: {}, completions: {} };
const unknownMethod = (method: string): Outcome => ({
  error: { code: -32601, message: `Method not found: ${method}` },
});

/** The good answer to a request: a `result`, or an `error` where nothing else is right. */
export function resultOf(catalogue: Catalogue, generation: Generation, method: string, params: Params): Outcome {
  const result = plainResult(catalogue, generation, method, params);
  if (result === undefined) return unknownMethod(method);
  return { result: generation === "newer" ? enveloped(method, result) : result };
}

function enveloped(method: string, result: Params): Params {
  const cached = /\/list$|^server\/discover$|^resources\/(read|templates)/.test(method);
  return {
    ...result,
    resultType: "complete",
    ...(cached ? { ttlMs: 60_000, cacheScope: "public" } : {}),
    _meta: { "io.modelcontextprotocol/serverInfo": serverInfo },
  };
}

function plainResult(catalogue: Catalogue, generation: Generation, method: string, params: Params): Params | undefined {
  const page = <T>(member: string, all: readonly T[]) => paged(member, all, catalogue.pageSize, params.cursor);
  switch (method) {
    case "initialize":
      return { protocolVersion: params.protocolVersion, capabilities, serverInfo };
    case "server/discover":
      return generation === "newer" ? { supportedVersions: ["2026-07-28"], capabilities } : undefined;
    case "ping":
    case "logging/setLevel":
    case "resources/subscribe":
    case "resources/unsubscribe":
      return generation === "older" ? {} : undefined;
    case "tools/list":
      return page("tools", catalogue.tools);
    case "resources/list":
      return page(
        "resources",
        catalogue.resources.map(({ uri, name }) => ({ uri, name })),
      );
    case "resources/templates/list":
      return page("resourceTemplates", catalogue.resourceTemplates);
    case "prompts/list":
      return page("prompts", catalogue.prompts);
    case "tools/call":
      return {
        content: [{ type: "text", text: `did ${String(params.name)}` }],
        structuredContent: { did: params.name },
      };
    case "resources/read":
      return { contents: [{ uri: params.uri, mimeType: "text/plain", text: `read ${String(params.uri)}` }] };
    case "prompts/get":
      return { messages: [{ role: "user", content: { type: "text", text: `say ${String(params.name)}` } }] };
    case "completion/complete":
      return { completion: { values: ["one", "two"] } };
    default:
      return undefined;
  }
}

function paged<T>(member: string, all: readonly T[], size = all.length, cursor: unknown = "0"): Params {
  const start = Number(cursor);
  const end = start + size;
  return { [member]: all.slice(start, end), ...(end < all.length ? { nextCursor: String(end) } : {}) };
}
