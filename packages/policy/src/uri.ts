/**
 * URIs are matched as written, so one that a server may read as another is refused: POLICY.md section 1 says what normal
 * form is. Characters that RFC 3986 would have encoded, and the case of an encoding's letters, are left as they are
 * written, since servers list such URIs and compare them as texts.
 */

/** Controls, which no URI holds and which readers strip or cut at. */
const CONTROL = /\p{Cc}/u;
const UNRESERVED_ENCODED = /%(?:2D|2E|5F|7E|3[0-9]|[46][1-9A-F]|[57][0-9A])/i;
/** The web's schemes, which have a host; readers that make up for a missing one take the path for it. */
const NEEDS_HOST = /^(?:https?|wss?|ftp):/;

/** Faults that a star may stand for. */
const NO_SCHEME = "has no scheme";
const NO_HOST = "has no host";

/** Why the URI is not in normal form; undefined when it is. */
export function uriFault(uri: string): string | undefined {
  if (uri.includes("\\") || /%5C/i.test(uri)) return "has a backslash";
  if (CONTROL.test(uri)) return "has a control character";
  if (/%(?![0-9A-Fa-f]{2})/.test(uri)) return "has a `%` that encodes nothing";
  if (UNRESERVED_ENCODED.test(uri)) return "encodes a character that needs no encoding";
  if (/%2F/i.test(uri)) return "encodes a `/`";
  return partsFault(uri);
}

function partsFault(uri: string): string | undefined {
  const [, scheme = "", authority, rest = ""] = /^([A-Za-z][A-Za-z0-9+.-]*:)?(?:\/\/([^/?#]*))?(.*)$/s.exec(uri) ?? [];
  if (scheme === "") return NO_SCHEME;
  if (/[A-Z]/.test(scheme)) return "has a scheme in capitals";
  const host = authority?.slice(authority.lastIndexOf("@") + 1);
  if (host !== undefined && /[A-Z]/.test(host.replace(/%[0-9A-F]{2}/gi, ""))) return "has a host in capitals";
  if (NEEDS_HOST.test(scheme) && (host ?? "") === "") return NO_HOST;
  // A query may hold what would be dot segments; a fragment never reaches a server that knows what it is, and one that
  // does not takes it for a part of the path.
  const path = rest.replace(/\?[^#]*/, "");
  return path.split(/[/#]/).some((segment) => segment === "." || segment === "..") ? "has a dot segment" : undefined;
}

/** Why no URI in normal form can match the key; undefined when one can. Templates are matched by their text. */
export function resourceKeyFault(key: string): string | undefined {
  if (key.includes("{")) return undefined;
  const fault = uriFault(key.replace(/%[0-9A-F]?\*/gi, "*"));
  return key.includes("*") && (fault === NO_SCHEME || fault === NO_HOST) ? undefined : fault;
}
