/** Finds the operation that a path and a method mean. */
import type { Operation } from "./operation.js";
import { methodNotAllowed, notFound } from "./refusal.js";

export type Match = { readonly operation: Operation; readonly id: string };

/** Compares paths whatever their case, as Xero does. Throws a refusal. */
export function matchOf(operations: readonly Operation[], method: string, path: string): Match {
  const parts = partsOf(path);
  const matches = operations.flatMap((operation) => {
    const id = parts === undefined ? undefined : idIn(operation.path.split("/"), parts);
    return id === undefined ? [] : [{ operation, id }];
  });
  if (matches.length === 0) throw notFound();
  const match = matches.find(({ operation }) => operation.method === method);
  if (match === undefined) {
    throw methodNotAllowed(
      method,
      matches.map(({ operation }) => operation.method),
    );
  }
  return match;
}

function partsOf(path: string): readonly string[] | undefined {
  try {
    return path.replace(/\/$/, "").split("/").map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** What stands for `:id`, empty where the pattern has none; undefined where the path is another. */
function idIn(pattern: readonly string[], parts: readonly string[]): string | undefined {
  if (pattern.length !== parts.length) return undefined;
  let id = "";
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index] ?? "";
    if (expected === ":id" && part !== "") id = part;
    else if (expected.toLowerCase() !== part.toLowerCase()) return undefined;
  }
  return id;
}
