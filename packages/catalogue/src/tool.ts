/** A tool as an MCP server lists it. Nothing in it is proof: names, texts and annotations are what the server claims. */

/** The hints of the protocol. */
export type Annotations = {
  readonly title?: string;
  readonly readOnlyHint?: boolean;
  readonly destructiveHint?: boolean;
  readonly idempotentHint?: boolean;
  readonly openWorldHint?: boolean;
};

/** One tool of `tools/list`; the schemas are as they came, since they may be anything. */
export type Tool = {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly inputSchema?: unknown;
  readonly outputSchema?: unknown;
  readonly annotations?: Annotations;
};

/** A server's name, as it calls itself or as its owner does, and its tools. */
export type ServerTools = { readonly name: string; readonly tools: readonly Tool[] };
