/** What kind of JSON-RPC message a text is, by its outer keys; what two readers could take differently is `unclear`. */
import { foldKey, JsonCursor } from "@turnpike/json";
import type { RequestId } from "../refusal.js";

export type Glance =
  | { readonly kind: "response"; readonly id: RequestId }
  | { readonly kind: "request"; readonly id: RequestId; readonly method: string }
  | { readonly kind: "notification"; readonly method: string }
  | { readonly kind: "unclear" };

const OUTER = new Set(["jsonrpc", "id", "method", "params", "result", "error"]);
const UNCLEAR: Glance = { kind: "unclear" };

export function glance(text: string): Glance {
  const cursor = new JsonCursor(text);
  if (!cursor.enterObject()) {
    return UNCLEAR;
  }
  const seen = new Set<string>();
  let id: RequestId | undefined;
  let method: string | undefined;
  for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) {
    if (seen.has(key) || (!OUTER.has(key) && OUTER.has(foldKey(key)))) {
      return UNCLEAR;
    }
    seen.add(key);
    if (key === "id") {
      id = readId(cursor);
    } else if (key === "method") {
      method = cursor.string();
    } else {
      cursor.skip();
    }
  }
  return cursor.end() ? kindOf(seen, id, method) : UNCLEAR;
}

function readId(cursor: JsonCursor): RequestId | undefined {
  const kind = cursor.peek();
  if (kind === "string") {
    return cursor.string();
  }
  if (kind !== "number") {
    cursor.skip();
    return undefined;
  }
  const number = cursor.number();
  return typeof number === "number" ? number : undefined;
}

function kindOf(seen: ReadonlySet<string>, id: RequestId | undefined, method: string | undefined): Glance {
  const answers = seen.has("result") || seen.has("error");
  if (method !== undefined && !answers) {
    return seen.has("id")
      ? id === undefined
        ? UNCLEAR
        : { kind: "request", id, method }
      : { kind: "notification", method };
  }
  return answers && !seen.has("method") && id !== undefined ? { kind: "response", id } : UNCLEAR;
}
