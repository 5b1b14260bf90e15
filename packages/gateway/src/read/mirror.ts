/**
 * The headers `Mcp-Method` and `Mcp-Name` repeat what the body says. The body is the truth; they are only held against
 * it, and never read for anything else.
 *
 * 2026-07-28 requires them, and that whoever reads the body refuses what does not match (400, -32020). The older
 * generation knows no such headers: its servers run the body and ignore them, and its clients never send them, so
 * there an absent header is right and a contradicting one is somebody's attempt to show two calls to two readers (a
 * router before the upstream, say). It is refused as well; no client at work is harmed. A header that agrees passes.
 *
 * `Mcp-Name` on a method without a name has nothing to agree with and is refused. `Mcp-Param-*` repeats arguments as
 * the tool's schema says: these headers are checked behind the policy (`mirrored-params.ts`).
 */
import { decodeUtf8 } from "@turnpike/json";
import type { Generation, MethodEntry } from "../methods.js";
import { headerMismatch } from "./envelope.js";

const PREFIX = "=?base64?";
const SUFFIX = "?=";
const CANONICAL_BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Throws a Refusal when `Mcp-Method` contradicts the body, or is missing where it is required. */
export function checkMethodHeader(header: string | undefined, method: string, required: boolean): void {
  if (header === undefined && required) {
    throw headerMismatch("the header `Mcp-Method` is missing; it must repeat the method of the body");
  }
  if (header !== undefined && header !== method) {
    throw headerMismatch("the header `Mcp-Method` names another method than the body");
  }
}

/** Throws a Refusal when `Mcp-Name` contradicts the body, or is missing where it is required. */
export function checkNameHeader(
  header: string | undefined,
  entry: MethodEntry,
  name: string | undefined,
  generation: Generation,
): void {
  if (header === undefined) {
    if (generation === "newer" && entry.nameMember !== undefined) {
      throw headerMismatch(`the header \`Mcp-Name\` is missing; it must repeat \`params.${entry.nameMember}\``);
    }
    return;
  }
  if (entry.nameMember === undefined) {
    throw headerMismatch(`the header \`Mcp-Name\` has nothing to repeat in a message of \`${entry.method}\``);
  }
  const decoded = decodeHeader(header);
  if (decoded === undefined) {
    throw headerMismatch("the header `Mcp-Name` is not canonical base64 of UTF-8");
  }
  if (decoded !== name) {
    throw headerMismatch(`the header \`Mcp-Name\` says something else than \`params.${entry.nameMember}\``);
  }
}

/** The value of a header that may be written as `=?base64?…?=`; undefined when it is, but not canonically. */
export function decodeHeader(value: string): string | undefined {
  if (!value.startsWith(PREFIX) || !value.endsWith(SUFFIX) || value.length < PREFIX.length + SUFFIX.length) {
    return value;
  }
  const payload = value.slice(PREFIX.length, -SUFFIX.length);
  const bytes = Buffer.from(payload, "base64");
  // Left-over bits in the last character decode to the same bytes, so a canonical text is one that comes back.
  return CANONICAL_BASE64.test(payload) && bytes.toString("base64") === payload ? decodeUtf8(bytes) : undefined;
}

/** A value as a header may carry it. What only looks encoded is encoded too, or it would be read as something else. */
export function encodeHeader(value: string): string {
  const plain = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value) && !value.startsWith(PREFIX);
  return plain ? value : `${PREFIX}${Buffer.from(value).toString("base64")}${SUFFIX}`;
}
