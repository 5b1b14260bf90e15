/**
 * Which generation a message belongs to. The body decides: a request of 2026-07-28 names its revision in
 * `params._meta`, every other request is of the older generation. The header `MCP-Protocol-Version` only has to agree;
 * it never lifts a message into another generation. Revisions are looked up in explicit sets, since a comparison of
 * texts would take `bogus` for a revision to come.
 *
 * A notification carries no envelope in either generation, so there the header is all there is.
 */
import { isJsonObject, type JsonObject, type JsonValue } from "@turnpike/json";
import { type Generation, generationOf, NEWER_REVISIONS, OLDER_REVISIONS } from "../methods.js";
import { errorCodes, Refusal } from "../refusal.js";
import { invalidParams } from "./fields.js";

const PREFIX = "io.modelcontextprotocol/";
const VERSION_KEY = `${PREFIX}protocolVersion`;
const CAPABILITIES_KEY = `${PREFIX}clientCapabilities`;
const CLIENT_KEY = `${PREFIX}clientInfo`;
const LOG_LEVEL_KEY = `${PREFIX}logLevel`;
const TASKS_EXTENSION = `${PREFIX}tasks`;
const SHOWN_VERSION_UNITS = 64;

export type Classified = { readonly generation: Generation; readonly protocolVersion: string | undefined };

/** What of a message decides its generation. */
export type Unclassified = {
  readonly kind: "request" | "notification" | "response";
  readonly method: string;
  readonly params: JsonObject | undefined;
  readonly meta: JsonObject | undefined;
};

/** Throws a Refusal when body and header name no revision, or two. */
export function classify(message: Unclassified, header: string | undefined): Classified {
  const claim = message.meta?.[VERSION_KEY];
  return claim === undefined ? withoutEnvelope(message, header) : withEnvelope(message, claim, header);
}

function withEnvelope(message: Unclassified, claim: JsonValue, header: string | undefined): Classified {
  if (typeof claim !== "string") {
    throw invalidParams(`\`${VERSION_KEY}\` of \`params._meta\` must be a string`);
  }
  checkEnvelope(message);
  if (header !== undefined && header !== claim) {
    throw headerMismatch("the header `MCP-Protocol-Version` and `params._meta` name two revisions");
  }
  if (generationOf(claim) !== "newer") {
    throw unsupportedVersion(claim, NEWER_REVISIONS);
  }
  if (header === undefined && message.kind === "request") {
    throw headerMismatch("the header `MCP-Protocol-Version` is missing; it must name the revision of `params._meta`");
  }
  return { generation: "newer", protocolVersion: claim };
}

function checkEnvelope({ kind, meta }: Unclassified): void {
  if (kind === "request" && meta?.[CAPABILITIES_KEY] === undefined) {
    throw missing([CAPABILITIES_KEY]);
  }
  for (const key of [CAPABILITIES_KEY, CLIENT_KEY]) {
    const value = meta?.[key];
    if (value !== undefined && !isJsonObject(value)) {
      throw invalidParams(`\`${key}\` of \`params._meta\` must be an object`);
    }
  }
  const logLevel = meta?.[LOG_LEVEL_KEY];
  if (logLevel !== undefined && typeof logLevel !== "string") {
    throw invalidParams(`\`${LOG_LEVEL_KEY}\` of \`params._meta\` must be a string`);
  }
}

function withoutEnvelope(message: Unclassified, header: string | undefined): Classified {
  const named = header === undefined ? "older" : generationOf(header);
  if (named === undefined) {
    throw unsupportedVersion(header ?? "", [...NEWER_REVISIONS, ...OLDER_REVISIONS]);
  }
  if (named === "newer" && message.kind === "request") {
    throw message.method === "initialize"
      ? headerMismatch(
          "`initialize` belongs to revisions up to 2025-11-25, the header `MCP-Protocol-Version` to a later one",
        )
      : missing(missingKeys(message.meta));
  }
  if (message.method === "initialize") {
    const asked = message.params?.protocolVersion;
    return { generation: "older", protocolVersion: typeof asked === "string" ? asked : undefined };
  }
  return { generation: named, protocolVersion: header };
}

/** Tasks are an extension of 2026-07-28: who asks about one has to say that it knows them. Throws a Refusal. */
export function checkTasksDeclared(meta: JsonObject | undefined): void {
  const capabilities = meta?.[CAPABILITIES_KEY];
  const extensions = isJsonObject(capabilities) ? capabilities.extensions : undefined;
  if (!isJsonObject(extensions) || extensions[TASKS_EXTENSION] === undefined) {
    throw new Refusal(400, {
      code: errorCodes.missingCapability,
      message: `a request about a task needs the extension \`${TASKS_EXTENSION}\` among the client's capabilities`,
      data: { requiredCapabilities: { extensions: { [TASKS_EXTENSION]: {} } } },
    });
  }
}

function missingKeys(meta: JsonObject | undefined): string[] {
  return [VERSION_KEY, CAPABILITIES_KEY].filter((key) => meta?.[key] === undefined);
}

function missing(keys: readonly string[]): Refusal {
  const message = `a request of this revision needs ${keys.map((key) => `\`${key}\``).join(" and ")} in \`params._meta\``;
  return new Refusal(400, { code: errorCodes.invalidParams, message, data: { envelope: { missing: keys } } });
}

/** A header and the body say two things, or a header that must repeat the body is missing. */
export function headerMismatch(message: string): Refusal {
  return new Refusal(400, { code: errorCodes.headerMismatch, message });
}

function unsupportedVersion(requested: string, supported: readonly string[]): Refusal {
  return new Refusal(400, {
    code: errorCodes.unsupportedVersion,
    message: `this revision of MCP is not served here; served are ${supported.join(", ")}`,
    data: { supported, requested: requested.slice(0, SHOWN_VERSION_UNITS) },
  });
}
