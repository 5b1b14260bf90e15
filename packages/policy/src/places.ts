/** Where in a policy's text a pointer leads, for what is said of a document after it was read. */
import { lineAndColumn } from "@turnpike/json";
import type { Node } from "./parse/node.js";
import { Report } from "./parse/report.js";
import { readNodes } from "./parse/text.js";

/** Line and column from 1, the column in code points. */
export type TextPlace = { readonly line: number; readonly column: number };

/** The places of these pointers; one that leads nowhere has the place of what is nearest above it. */
export function placesOf(text: string, pointers: readonly string[]): readonly TextPlace[] {
  const root = readNodes(text, undefined, new Report(text));
  const starts = new Map<string, number>();
  if (root !== undefined) gather(root, starts);
  return pointers.map((pointer) => lineAndColumn(text, nearestStart(starts, pointer)));
}

/** A member is where its key is. */
function gather(node: Node, starts: Map<string, number>): void {
  if (!starts.has(node.pointer)) starts.set(node.pointer, node.start);
  if (node.kind === "array") for (const item of node.items) gather(item, starts);
  if (node.kind !== "object") return;
  for (const { pointer, keyStart, value } of node.members) {
    starts.set(pointer, keyStart);
    gather(value, starts);
  }
}

function nearestStart(starts: ReadonlyMap<string, number>, pointer: string): number {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf("/"))) {
    const start = starts.get(at);
    if (start !== undefined || at === "") return start ?? 0;
  }
}
