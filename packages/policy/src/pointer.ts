/** JSON Pointers (RFC 6901): how a decision and a problem name the line of policy that they speak of. */

/** The pointer one level below `base`. */
export function pointerTo(base: string, token: string | number): string {
  const text = String(token);
  return `${base}/${/[~/]/.test(text) ? text.replaceAll("~", "~0").replaceAll("/", "~1") : text}`;
}
