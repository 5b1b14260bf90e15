/**
 * Keys that two readers could take for two things. Readers written in Go, Java or C# may match keys whatever their
 * case, some of them fold ſ (U+017F) to s and the Kelvin sign (U+212A) to k; readers in Python take `request_state` for
 * `requestState`; others trim, or stop at a null character. The last match wins, so `{"name":"allowed",
 * "Name":"forbidden"}` is two calls in one.
 *
 * Which levels: the message, its `params`, `params._meta` and the small objects of the protocol within `params`. There
 * a key that only resembles one of the protocol is refused even when it stands alone, and so are two keys that differ
 * in case only. Inside `arguments` keys are the tool's own: `Name` is as good as `name`, and what a policy reads there
 * it checks itself (POLICY.md section 2). Equal keys are refused everywhere, before this is asked.
 */
import { foldKey, type JsonObject, looseKey, shownKey } from "@turnpike/json";
import { errorCodes, refuse } from "../refusal.js";

/** Keys of the protocol at some level, found also by what resembles them. */
export type KnownKeys = { readonly exact: ReadonlySet<string>; readonly byLooseKey: ReadonlyMap<string, string> };

const MAX_KEY_UNITS = 256;
const MAX_UNKNOWN_KEYS = 64;

export function knownKeys(...keys: readonly string[]): KnownKeys {
  return { exact: new Set(keys), byLooseKey: new Map(keys.map((key) => [looseKey(key), key])) };
}

export const MESSAGE_KEYS = knownKeys("jsonrpc", "id", "method", "params", "result", "error");

/** Keys of the message are here too: some readers flatten `params` into it. */
export const PARAMS_KEYS = knownKeys(
  ...MESSAGE_KEYS.exact,
  ...["_meta", "name", "uri", "arguments", "cursor", "ref", "argument", "context", "level", "type"],
  ...["protocolVersion", "capabilities", "clientInfo", "requestId", "reason", "progressToken", "progress", "total"],
  ...["task", "taskId", "requestState", "inputResponses", "notifications", "message", "status"],
);

export const META_KEYS = knownKeys(
  ...["progressToken", "traceparent", "tracestate", "baggage"],
  ...[
    "protocolVersion",
    "clientInfo",
    "clientCapabilities",
    "logLevel",
    "serverInfo",
    "subscriptionId",
    "related-task",
  ].map((key) => `io.modelcontextprotocol/${key}`),
);

/** Throws a Refusal when a key of this object could be taken for another. `where` is what a message calls the object. */
export function checkKeys(object: JsonObject, known: KnownKeys, where: string): void {
  let unknown: Set<string> | undefined;
  for (const key in object) {
    if (known.exact.has(key)) {
      continue;
    }
    // Folding a key costs many times its length, and the protocol's own objects are small.
    if (key.length > MAX_KEY_UNITS || (unknown?.size ?? 0) >= MAX_UNKNOWN_KEYS) {
      throw ambiguous(`${where} has more, or longer, keys than a message of MCP needs`);
    }
    const meant = known.byLooseKey.get(looseKey(key));
    if (meant !== undefined) {
      throw ambiguous(`the key ${shownKey(key)} of ${where} must be written \`${meant}\``);
    }
    if (/\p{Cc}/u.test(key)) {
      throw ambiguous(`the key ${shownKey(key)} of ${where} holds a control character`);
    }
    const folded = foldKey(key);
    unknown ??= new Set();
    if (unknown.has(folded)) {
      throw ambiguous(`the key ${shownKey(key)} of ${where} differs from another only in case`);
    }
    unknown.add(folded);
  }
}

function ambiguous(message: string): Error {
  return refuse(400, errorCodes.invalidRequest, message);
}
