/** Prompts: recurring pieces of work, as instructions. Their arguments are text in the protocol, whatever they mean. */
import type { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";

/** A prompt as its connector declares it. */
type Row<Shape extends z.ZodRawShape> = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly args: Shape;
  readonly text: (args: z.output<z.ZodObject<Shape>>) => string;
};

/** Makes what registers a prompt with a server. */
export function prompt<Shape extends z.ZodRawShape>({ name, title, description, args, text }: Row<Shape>) {
  const argsSchema = z.object(args);
  return (server: McpServer): void => {
    server.registerPrompt(name, { title, description, argsSchema }, (given) => ({
      messages: [{ role: "user", content: { type: "text", text: text(given as z.output<z.ZodObject<Shape>>) } }],
    }));
  };
}
