/**
 * What a tool is: one declaration, from which its listing, its check of arguments and its calls of Xero are made.
 */
import type { StandardSchemaWithJSON, ToolAnnotations } from "@modelcontextprotocol/server";
import { published } from "@turnpike/connector-kit";
import { z } from "zod";
import type { Xero } from "./api/client.js";
import { parameters } from "./schema/input.js";

/** What a call does: nothing, another thing each time, or something to what is there. */
type Effect = "reads" | "adds" | "changes" | "signs in";

const annotations: Readonly<Record<Effect, ToolAnnotations>> = {
  reads: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  adds: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  // It can remove lines and end a document for good.
  changes: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  "signs in": { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
};

type Arguments<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;

/** What a call gave: the answer's fields and, where Xero did not save all of it, a sentence that says what. */
export type Outcome = { readonly fields: Readonly<Record<string, unknown>>; readonly failure?: string };

/** What a call has to do with: Xero, the signal that nobody waits any more, and the moment until which somebody does. */
export type Context = { readonly xero: Xero; readonly signal: AbortSignal | undefined; readonly deadline: number };

/** A tool as its area's file writes it. */
export type Declaration<Shape extends z.ZodRawShape> = {
  readonly name: string;
  readonly title: string;
  /** For the model: what it changes, what it may cost, what is easily mistaken. */
  readonly description: string;
  readonly effect: Effect;
  readonly input: Shape;
  /** What is wrong with the arguments taken together. */
  readonly fault?: (args: Arguments<Shape>) => string | undefined;
  /** The fields of the answer. */
  readonly output: Readonly<Record<string, z.ZodType>>;
  /** Where to see whether a change was made when its answer was lost. */
  readonly seenIn?: string;
  readonly run: (args: Arguments<Shape>, context: Context) => Promise<Outcome>;
};

/** A tool, ready to be listed and called. */
export type Tool = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly annotations: ToolAnnotations;
  readonly input: StandardSchemaWithJSON<unknown, unknown>;
  readonly output: z.ZodObject;
  readonly publishedOutput: StandardSchemaWithJSON<unknown, unknown>;
  readonly seenIn: string | undefined;
  /** Calls Xero with arguments that `input` has accepted. */
  run(args: unknown, context: Context): Promise<Outcome>;
};

/** Makes a tool of its declaration. */
export function tool<Shape extends z.ZodRawShape>(declaration: Declaration<Shape>): Tool {
  const { name, title, description, effect, fault, seenIn, run } = declaration;
  const input = parameters(name, declaration.input).superRefine((args, context) => {
    const message = fault?.(args as Arguments<Shape>);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });
  const output = z.looseObject(declaration.output);
  return {
    name,
    title,
    description,
    annotations: annotations[effect],
    input: published(input),
    output,
    publishedOutput: published(output),
    seenIn,
    run: (args, context) => run(args as Arguments<Shape>, context),
  };
}
