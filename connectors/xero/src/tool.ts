/**
 * What a tool is: one declaration, from which its listing, its check of arguments and its calls of Xero are made.
 */
import { type Declared, type Listed, listed } from "@turnpike/connector-kit";
import { z } from "zod";
import type { Xero } from "./api/client.js";
import { parameters } from "./schema/input.js";

type Arguments<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;

/** What a call gave: the answer's fields and, where Xero did not save all of it, a sentence that says what. */
export type Outcome = { readonly fields: Readonly<Record<string, unknown>>; readonly failure?: string };

/** What a call has to do with: Xero, the signal that nobody waits any more, and the moment until which somebody does. */
export type Context = { readonly xero: Xero; readonly signal: AbortSignal | undefined; readonly deadline: number };

/** A tool as its area's file writes it. */
export type Declaration<Shape extends z.ZodRawShape> = Declared<Arguments<Shape>> & {
  readonly input: Shape;
  /** The fields of the answer. */
  readonly output: Readonly<Record<string, z.ZodType>>;
  /** Where to see whether a change was made when its answer was lost. */
  readonly seenIn?: string;
  readonly run: (args: Arguments<Shape>, context: Context) => Promise<Outcome>;
};

/** A tool, ready to be listed and called. */
export type Tool = Listed & {
  readonly seenIn: string | undefined;
  /** Calls Xero with arguments that `input` has accepted. */
  run(args: unknown, context: Context): Promise<Outcome>;
};

/** Makes a tool of its declaration. */
export function tool<Shape extends z.ZodRawShape>(declaration: Declaration<Shape>): Tool {
  const { name, seenIn, run } = declaration;
  const input = parameters(name, declaration.input);
  const output = z.looseObject(declaration.output);
  return {
    ...listed(declaration, { input, output }),
    seenIn,
    run: (args, context) => run(args as Arguments<Shape>, context),
  };
}
