/** Paths of the other dialect: names between points and nothing else, so brackets and blanks belong to a name. */

import type { Node } from "../parse/node.js";
import { textNode } from "./build.js";
import type { ImportContext } from "./context.js";

const PLAIN_NAME = /^[^.[\]()"'`,*\\\s\p{Cc}]+$/u;

/** The path in this language; one that cannot be read is left for the check to refuse. */
export function argsPath(path: Node, { changes }: ImportContext): Node {
  if (path.kind !== "string" || !path.value.startsWith("args.")) return path;
  const names = path.value.split(".").slice(1);
  if (names.includes("") || names.every((name) => PLAIN_NAME.test(name))) return path;
  const steps = names.map((name) => (PLAIN_NAME.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`));
  const written = `args${steps.join("")}`;
  changes.add(`${path.pointer}: the path is now written \`${written}\``);
  return textNode(path, written);
}
