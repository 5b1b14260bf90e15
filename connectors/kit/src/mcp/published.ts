/**
 * A schema as the SDK publishes it, converted to JSON Schema once.
 *
 * Over HTTP each request of the newer generation gets a server object of its own; converting 124 schemas for each would
 * cost more than the request.
 */
import type { StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import { z } from "zod";

/** `schema` with its JSON Schema remembered: the form that is asked for and given, not all that is understood. */
export function published<Output>(schema: z.ZodType<Output>): StandardSchemaWithJSON<unknown, Output> {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: "output", target: "draft-2020-12" });
  const give = () => json as Record<string, unknown>;
  return { "~standard": { ...schema["~standard"], jsonSchema: { input: give, output: give } } };
}
