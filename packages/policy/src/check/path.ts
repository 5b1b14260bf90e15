/** Paths in the document: readable, and sensible in their place. */

import type { Node } from "../parse/node.js";
import { overEach, type Path, parsePath } from "../path.js";
import type { Context } from "./context.js";
import { readString } from "./shape.js";

/** Reads a path; a `single` one has to give one value. */
export function readPath(node: Node, wanted: { readonly single: boolean }, context: Context): Path | undefined {
  const text = readString(node, wanted.single ? "`increment_from`" : "`path`", context.report);
  if (text === undefined) return undefined;
  const read = parsePath(text);
  if (!read.ok) {
    const { at, message, hint } = read.fault;
    return context.report.error(node, "bad_path", `${message} (at character ${at + 1} of the path)`, hint);
  }
  return checkPath(node, read.path, wanted.single, context);
}

function checkPath(node: Node, path: Path, single: boolean, { report, place }: Context): Path | undefined {
  if (single && path.fn === undefined && overEach(path)) {
    const hint = `write \`sum(${path.text})\`, or name one element`;
    return report.error(node, "many_values", "the path gives many values, and an amount is one", hint);
  }
  if (place === "resources" && !isUri(path)) {
    return report.error(node, "unknown_argument", "a resource has no other argument than its URI", "write `args.uri`");
  }
  return path;
}

/** Whether the path is `args`, or `args.uri` and nothing inside it, which is a string. */
function isUri({ steps, product }: Path): boolean {
  const [first, second] = steps;
  if (first === undefined) return true;
  return first.kind === "key" && first.key === "uri" && second === undefined && product === undefined;
}
