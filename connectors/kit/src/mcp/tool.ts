/** What every tool has, whatever it calls: its place in the list, and its check of arguments. */
import type { CallToolResult, McpServer, StandardSchemaWithJSON, ToolAnnotations } from "@modelcontextprotocol/server";
import type { z } from "zod";
import { annotations, type Effect } from "./effect.js";
import { published } from "./published.js";

/** A tool as its connector declares it. */
export type Declared<Arguments> = {
  readonly name: string;
  readonly title: string;
  /** For the model: what it changes, what it may cost, what is easily mistaken. */
  readonly description: string;
  readonly effect: Effect;
  /** What is wrong with the arguments taken together. */
  readonly fault?: (args: Arguments) => string | undefined;
};

/** A tool, ready to be listed. */
export type Listed = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly annotations: ToolAnnotations;
  readonly input: StandardSchemaWithJSON<unknown, unknown>;
  readonly output: z.ZodObject;
  readonly publishedOutput: StandardSchemaWithJSON<unknown, unknown>;
};

/** Its parameters, and the fields of its answer. */
type Schemas<Shape extends z.ZodRawShape> = { readonly input: z.ZodObject<Shape>; readonly output: z.ZodObject };

/** Makes what is listed of a declaration. */
export function listed<Shape extends z.ZodRawShape>(
  { name, title, description, effect, fault }: Declared<z.output<z.ZodObject<Shape>>>,
  { input, output }: Schemas<Shape>,
): Listed {
  const checked = input.superRefine((args, context) => {
    const message = fault?.(args);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });
  return {
    name,
    title,
    description,
    annotations: annotations[effect],
    input: published(checked),
    output,
    publishedOutput: published(output),
  };
}

/** Has the server offer a tool; `call` gets arguments that its input has accepted. */
export function registerTool(
  server: McpServer,
  { name, title, description, annotations, input: inputSchema, publishedOutput: outputSchema }: Listed,
  call: (args: unknown, signal: AbortSignal) => Promise<CallToolResult>,
): void {
  const listing = { title, description, annotations, inputSchema, outputSchema };
  server.registerTool(name, listing, (args, { mcpReq }) => call(args, mcpReq.signal));
}
