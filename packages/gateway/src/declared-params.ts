/**
 * Which arguments of a tool a client repeats as headers `Mcp-Param-*` in 2026-07-28: those whose schema says so with
 * `x-mcp-header`. Only what is reached by `properties` alone may be annotated.
 */

export const ANNOTATION = "x-mcp-header";

/** What can be a header that we know apart from others; `_` is read as `-` by some. */
const HEADER_NAME = /^[!#$%&'*+\-.^`|~0-9A-Za-z]{1,128}$/;
const DEEPEST = 32;

/** Where an argument stands, key by key, and the header that repeats it, without `Mcp-Param-`. */
export type DeclaredParam = { readonly path: readonly string[]; readonly header: string };

/** The annotated arguments of an input schema, which may be anything. */
export function declaredParams(schema: unknown, path: readonly string[] = []): readonly DeclaredParam[] {
  const { properties, [ANNOTATION]: header } = membersOf(schema);
  const own = typeof header === "string" && HEADER_NAME.test(header) && path.length > 0 ? [{ path, header }] : [];
  const inner = path.length < DEEPEST ? Object.entries(membersOf(properties)) : [];
  return [...own, ...inner.flatMap(([key, each]) => declaredParams(each, [...path, key]))];
}

/** The argument that stands there; undefined when there is none. */
export function argumentAt(args: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => membersOf(at)[key], args);
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
