/**
 * The headers `Mcp-Param-*` of 2026-07-28: a tool's schema may name arguments that a client has to repeat as headers, and
 * the server refuses a call without them. The schemas are known from the lists that the agent was shown; a tool that it
 * calls without having been shown it is sent without these headers.
 */
import { encodeHeader } from "../read/mirror.js";
import { jsonMembers, type LineMessage, members } from "./line-message.js";

const ANNOTATION = "x-mcp-header";
const HEADER_NAME = /^[!#$%&'*+\-.^`|~0-9A-Za-z]{1,128}$/;
const MOST_TOOLS = 10_000;
const DEEPEST = 32;

/** Where an argument stands, key by key, and the header that repeats it. */
type Declared = { readonly path: readonly string[]; readonly header: string };

export class ParamHeaders {
  readonly #byTool = new Map<string, readonly Declared[]>();

  /** Learns from the answer to `tools/list`. */
  learn(answer: string): void {
    if (!answer.includes(ANNOTATION) && this.#byTool.size === 0) {
      return;
    }
    const { tools } = members(jsonMembers(answer).result);
    for (const tool of Array.isArray(tools) ? tools : []) {
      const { name, inputSchema } = members(tool);
      if (typeof name === "string" && (this.#byTool.has(name) || this.#byTool.size < MOST_TOOLS)) {
        this.#byTool.set(name, declaredIn(inputSchema, []));
      }
    }
  }

  /** Name and value in turn. */
  of({ method, name, arguments: args }: LineMessage): readonly string[] {
    const declared = method === "tools/call" && name !== undefined ? (this.#byTool.get(name) ?? []) : [];
    return declared.flatMap(({ path, header }) => {
      const value = path.reduce<unknown>((at, key) => members(at)[key], args);
      return isPrimitive(value) ? [`mcp-param-${header}`, encodeHeader(String(value))] : [];
    });
  }
}

function isPrimitive(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** Only what is reached by `properties` alone may be annotated. */
function declaredIn(schema: unknown, path: readonly string[]): readonly Declared[] {
  const { properties, [ANNOTATION]: header } = members(schema);
  const own = typeof header === "string" && HEADER_NAME.test(header) && path.length > 0 ? [{ path, header }] : [];
  const inner = path.length < DEEPEST ? Object.entries(members(properties)) : [];
  return [...own, ...inner.flatMap(([key, each]) => declaredIn(each, [...path, key]))];
}
