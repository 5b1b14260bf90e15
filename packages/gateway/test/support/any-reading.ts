/** What careless readers make of a body. */

/** Every call that some careless reader could find in these bytes: the last of equal keys, keys in any case. */
export function anyReading(body: Buffer): { name: unknown }[] {
  const value = parsed(body.toString("utf8"));
  return (Array.isArray(value) ? value : [value])
    .filter((message) => member(message, "method").includes("tools/call"))
    .flatMap((message) => member(message, "params").flatMap((params) => member(params, "name")))
    .map((name) => ({ name }));
}

function member(object: unknown, key: string): unknown[] {
  return Object.entries((object ?? {}) as object).flatMap(([each, value]) =>
    each.toLowerCase() === key ? [value] : [],
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
