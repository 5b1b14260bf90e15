/** Nodes that an import makes; each stands where the node it came from stood, so problems point at what people wrote. */

import type { ArrayNode, Member, Node, NumberNode, ObjectNode, StringNode } from "../parse/node.js";
import type { Spot } from "../parse/report.js";

const place = ({ start, pointer }: Spot): Spot => ({ start, pointer });

export function textNode(at: Spot, value: string): StringNode {
  return { ...place(at), kind: "string", value };
}

export function numberNode(at: Spot, value: number): NumberNode {
  return { ...place(at), kind: "number", value };
}

export function listNode(at: Spot, items: readonly Node[]): ArrayNode {
  return { ...place(at), kind: "array", items };
}

/** An object of the members that have a value. */
export function objectNode(at: Spot, members: { readonly [key: string]: Node | undefined }): ObjectNode {
  const given = Object.entries(members).flatMap(([key, value]) =>
    value === undefined ? [] : [memberNode(key, value)],
  );
  return { ...place(at), kind: "object", members: given };
}

export function memberNode(key: string, value: Node): Member {
  return { key, keyStart: value.start, pointer: value.pointer, value };
}

/** The member with its key, for reporting at the key. */
export function memberNamed(node: Node, key: string): Member | undefined {
  return node.kind === "object" ? node.members.find((member) => member.key === key) : undefined;
}
