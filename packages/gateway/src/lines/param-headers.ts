/**
 * The headers `Mcp-Param-*` of 2026-07-28: a tool's schema may name arguments that a client has to repeat as headers, and
 * the server refuses a call without them. The schemas are known from the lists that the agent was shown; a tool that it
 * calls without having been shown it is sent without these headers.
 */
import { ANNOTATION, argumentAt, type DeclaredParam, declaredParams } from "../declared-params.js";
import { encodeHeader } from "../read/mirror.js";
import { jsonMembers, type LineMessage, members } from "./line-message.js";

const MOST_TOOLS = 10_000;

export class ParamHeaders {
  readonly #byTool = new Map<string, readonly DeclaredParam[]>();

  /** Learns from the answer to `tools/list`. */
  learn(answer: string): void {
    if (!answer.includes(ANNOTATION) && this.#byTool.size === 0) {
      return;
    }
    const { tools } = members(jsonMembers(answer).result);
    for (const tool of Array.isArray(tools) ? tools : []) {
      const { name, inputSchema } = members(tool);
      if (typeof name === "string" && (this.#byTool.has(name) || this.#byTool.size < MOST_TOOLS)) {
        this.#byTool.set(name, declaredParams(inputSchema));
      }
    }
  }

  /** Name and value in turn. */
  of({ method, name, arguments: args }: LineMessage): readonly string[] {
    const declared = method === "tools/call" && name !== undefined ? (this.#byTool.get(name) ?? []) : [];
    return declared.flatMap(({ path, header }) => {
      const value = argumentAt(args, path);
      return isPrimitive(value) ? [`mcp-param-${header}`, encodeHeader(String(value))] : [];
    });
  }
}

function isPrimitive(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
