/**
 * The headers `Mcp-Param-*` held against the arguments that they repeat. A policy judges the body; a server, or a router
 * before it, that goes by the header would do something else if the two could differ.
 *
 * Which header repeats which argument stands in the tool's schema. It is learnt from the lists that agents are sent on
 * their way, and asked for when an agent uses such a header on a tool that none has shown yet. What no schema declares
 * is forwarded untouched, as the protocol wants it.
 */
import { isJsonObject, type JsonValue, readJson, UncarriedNumber } from "@turnpike/json";
import { ANNOTATION, argumentAt, type DeclaredParam, declaredParams } from "./declared-params.js";
import { decodeHeader } from "./read/mirror.js";
import { errorCodes, type Refusal, refuse } from "./refusal.js";
import type { ListPage } from "./shown-lists.js";
import type { Judged } from "./stages.js";

const PREFIX = "mcp-param-";
const MOST_TOOLS = 10_000;
const NOTHING: readonly DeclaredParam[] = [];

type ShownTool = { readonly name: string; readonly start: number; readonly end: number };
type Asking = Pick<Judged, "grant" | "message" | "session">;

export class MirroredParams {
  /** By server and tool, the least recently learnt first. */
  readonly #declared = new Map<string, readonly DeclaredParam[]>();
  /** Pages that were learnt already: most lists are the same as the last. */
  readonly #learnt = new WeakSet<ListPage>();
  readonly #ask: (asking: Asking) => Promise<unknown>;

  /** `ask` has the server list its tools, so that they are learnt; it gives nothing when that cannot be had. */
  constructor(ask: (asking: Asking) => Promise<unknown>) {
    this.#ask = ask;
  }

  /** Learns from a page of `tools/list`; `tools` are where in its text each stands. */
  learn(serverId: string, page: ListPage, text: string, tools: readonly ShownTool[]): void {
    if (this.#learnt.has(page)) {
      return;
    }
    this.#learnt.add(page);
    for (const { name, start, end } of tools) {
      const key = keyOf(serverId, name);
      this.#declared.delete(key);
      this.#declared.set(key, declaredBy(text.slice(start, end)));
    }
    for (const oldest of this.#declared.keys()) {
      if (this.#declared.size <= MOST_TOOLS) {
        break;
      }
      this.#declared.delete(oldest);
    }
  }

  /** The refusal when a header of this call says something else than the argument that it repeats, or cannot be checked. */
  async check(asking: Asking, forwarded: readonly string[]): Promise<Refusal | undefined> {
    const { subject } = asking.message;
    if (subject?.kind !== "tool") {
      return undefined;
    }
    const key = keyOf(asking.grant.server.id, subject.name);
    if (!this.#declared.has(key) && (await this.#ask(asking)) === undefined) {
      const message = "the headers `Mcp-Param-*` cannot be checked now: the server does not say what they repeat";
      return refuse(503, errorCodes.unavailable, message, { "retry-after": "5" });
    }
    const sent = sentParams(forwarded);
    for (const { header, path } of this.#declared.get(key) ?? NOTHING) {
      const value = sent.get(header.toLowerCase());
      if (value !== undefined && !repeats(value, argumentAt(subject.args, path) as JsonValue | undefined)) {
        const message = `the header \`Mcp-Param-${header}\` does not say what the argument says that it repeats`;
        return refuse(400, errorCodes.headerMismatch, message);
      }
    }
    return undefined;
  }
}

function keyOf(serverId: string, tool: string): string {
  return `${serverId} ${tool}`;
}

function declaredBy(tool: string): readonly DeclaredParam[] {
  // A key may be written with escapes.
  if (!tool.includes(ANNOTATION) && !tool.includes("\\u")) {
    return NOTHING;
  }
  const read = readJson(tool);
  return read.ok && isJsonObject(read.value) ? declaredParams(read.value.inputSchema) : NOTHING;
}

/** Whether there is any header of this kind among these, name and value in turn; names are in small letters. */
export function mirrorsParams(forwarded: readonly string[]): boolean {
  for (let i = 0; i < forwarded.length; i += 2) {
    if (forwarded[i]?.startsWith(PREFIX)) {
      return true;
    }
  }
  return false;
}

/** The headers of this kind by what follows the prefix. */
function sentParams(forwarded: readonly string[]): ReadonlyMap<string, string> {
  const sent = new Map<string, string>();
  for (let i = 0; i < forwarded.length; i += 2) {
    const name = forwarded[i] as string;
    if (name.startsWith(PREFIX)) {
      sent.set(name.slice(PREFIX.length), forwarded[i + 1] as string);
    }
  }
  return sent;
}

const DECIMAL = /^-?\d+(?:\.\d+)?$/;

/** Numbers are compared as numbers, everything else as the text that a header carries for it. */
function repeats(header: string, argument: JsonValue | undefined): boolean {
  const said = decodeHeader(header);
  if (argument instanceof UncarriedNumber) {
    return said === argument.text;
  }
  if (typeof argument === "number" && said !== undefined && DECIMAL.test(said)) {
    return Number(said) === argument;
  }
  const isPrimitive = typeof argument === "string" || typeof argument === "boolean" || typeof argument === "number";
  return isPrimitive && said === String(argument);
}
