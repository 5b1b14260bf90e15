/**
 * Headers that are sent to a server with every request: how people write them, and which of them are not theirs to
 * set. The protocol's own headers and those that HTTP computes come from the message that is sent; a fixed one would
 * make header and body say different things.
 */
import { ControlError } from "./errors.js";

/** A header's name and value. */
export type Header = { readonly name: string; readonly value: string };

const computed: ReadonlySet<string> = new Set([
  "accept",
  "accept-encoding",
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "expect",
  "host",
  "keep-alive",
  "last-event-id",
  "origin",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Reads `K: V`. The value is a secret: no message repeats it. */
export function readHeader(text: string): Header {
  const [, name = "", value = ""] = /^([^:]*):(.*)$/s.exec(text) ?? [];
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
    throw new ControlError("invalid", "a header is written `Name: value`, the name of letters, digits and `-`");
  }
  const lower = name.toLowerCase();
  if (computed.has(lower) || lower.startsWith("mcp-")) {
    throw new ControlError("invalid", `the header \`${name}\` comes from each message and cannot be fixed`);
  }
  const trimmed = value.replace(/^[ \t]+|[ \t]+$/g, "");
  if (trimmed === "") throw new ControlError("invalid", `the header \`${name}\` has no value`);
  if (!/^[\t\x20-\x7e]+$/.test(trimmed)) {
    throw new ControlError("invalid", `the value of the header \`${name}\` is not plain ASCII on one line`);
  }
  return { name, value: trimmed };
}

/** Reads `K: ${NAME}`, with variables filled in; a variable that is not set or empty is refused. */
export function readHeaderFromEnv(text: string, env: Readonly<Record<string, string | undefined>>): Header {
  const name = /^([^:]*):/.exec(text)?.[1] ?? "";
  let count = 0;
  const filled = text.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, variable: string) => {
    count++;
    const value = env[variable];
    if (value) return value;
    throw new ControlError("invalid", `the variable \`${variable}\` for the header \`${name}\` is not set, or empty`);
  });
  if (count > 0) return readHeader(filled);
  throw new ControlError(
    "invalid",
    `the header \`${name}\` from the environment names no variable: write one as \`\${NAME}\`, in single quotes so that the shell leaves it alone`,
  );
}

/** Refuses two headers of one name. */
export function checkDistinct(headers: readonly Header[]): void {
  const seen = new Set<string>();
  for (const { name } of headers) {
    if (seen.has(name.toLowerCase())) throw new ControlError("invalid", `the header \`${name}\` is given twice`);
    seen.add(name.toLowerCase());
  }
}
