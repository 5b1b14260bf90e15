/** What the agent does in each of the suite's client scenarios, with the official SDK's client. */
import { Client, type ClientCapabilities, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";

/** One scenario: what the agent can, and what it does. */
export type Scenario = { readonly capabilities?: ClientCapabilities; play(client: Client): Promise<void> };

/** Connects in the generation of this revision. */
export async function connect(url: string, revision: string, capabilities: ClientCapabilities): Promise<Client> {
  const newer = revision >= "2026-07-28";
  const client = new Client(
    { name: "turnpike-conformance-agent", version: "1.0.0" },
    newer
      ? { capabilities, versionNegotiation: { mode: "auto" } }
      : { capabilities, supportedProtocolVersions: [revision] },
  );
  if (capabilities.elicitation) {
    client.setRequestHandler("elicitation/create", ({ params }) => {
      const asked = "requestedSchema" in params ? Object.keys(params.requestedSchema.properties) : [];
      return { action: "accept", content: asked.includes("confirmed") ? { confirmed: true } : {} };
    });
  }
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  return client;
}

const list: Scenario = { play: async (client) => void (await client.listTools()) };

/** The scenarios by their names in the suite. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  initialize: list,
  "json-schema-ref-no-deref": list,
  tools_call: { play: (client) => call(client, "add_numbers", { a: 5, b: 3 }) },
  "elicitation-sep1034-client-defaults": {
    capabilities: { elicitation: { form: { applyDefaults: true } } },
    play: (client) => call(client, "test_client_elicitation_defaults"),
  },
  "sse-retry": { play: (client) => call(client, "test_reconnection") },
  "request-metadata": {
    capabilities: { roots: {}, sampling: {}, elicitation: { form: {} } },
    play: async (client) => void (await client.listTools()),
  },
  "sep-2322-client-request-state": {
    capabilities: { elicitation: { form: {} } },
    play: async (client) => {
      for (const name of ["echo_state", "unrelated", "no_state"]) await call(client, `test_mrtr_${name}`);
      // the SDK's client takes a result without a type for what it must be, complete, and then throws it away
      await call(client, "test_mrtr_no_result_type").catch(() => {});
    },
  },
  "http-standard-headers": { play: everything },
  "http-custom-headers": {
    play: async (client) => {
      await client.listTools();
      const { toolCalls } = JSON.parse(process.env.MCP_CONFORMANCE_CONTEXT ?? "{}") as { toolCalls: readonly Call[] };
      for (const { name, arguments: args } of toolCalls) await client.callTool({ name, arguments: args });
    },
  },
  "http-invalid-tool-headers": {
    play: async (client) => {
      const { tools } = await client.listTools();
      for (const { name } of tools) await client.callTool({ name, arguments: { region: "us-west1", value: "v" } });
    },
  },
  "json-schema-2020-12-preservation": {
    play: async (client) => {
      const { tools } = await client.listTools();
      const schema = tools.find(({ name }) => name === "json_schema_2020_12_tool")?.inputSchema;
      await client.callTool({ name: "json_schema_echo", arguments: { schema } });
    },
  },
};

type Call = { readonly name: string; readonly arguments: Record<string, unknown> };

async function call(client: Client, name: string, args: Record<string, unknown> = {}): Promise<void> {
  await client.listTools();
  await client.callTool({ name, arguments: args });
}

async function everything(client: Client): Promise<void> {
  const { tools } = await client.listTools();
  for (const { name } of tools) await client.callTool({ name, arguments: {} });
  const { resources } = await client.listResources();
  for (const { uri } of resources) await client.readResource({ uri });
  const { prompts } = await client.listPrompts();
  for (const { name } of prompts) await client.getPrompt({ name });
}
