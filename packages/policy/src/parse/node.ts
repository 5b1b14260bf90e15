/**
 * A document as it was written: values with their places, the same for JSON and YAML, so that everything after parsing
 * is checked once. Each node carries its pointer into the text that people wrote, also when an import has moved it.
 */

type Place = {
  /** Offset in UTF-16 units. */
  readonly start: number;
  readonly pointer: string;
};

export type Member = {
  readonly key: string;
  readonly keyStart: number;
  readonly pointer: string;
  readonly value: Node;
};

export type ObjectNode = Place & { readonly kind: "object"; readonly members: readonly Member[] };
export type ArrayNode = Place & { readonly kind: "array"; readonly items: readonly Node[] };
export type StringNode = Place & { readonly kind: "string"; readonly value: string };
export type NumberNode = Place & { readonly kind: "number"; readonly value: number };

/** `unread` stands for a value that was refused already, so that it is not refused again for its type. */
export type Node =
  | ObjectNode
  | ArrayNode
  | StringNode
  | NumberNode
  | (Place & { readonly kind: "boolean"; readonly value: boolean })
  | (Place & { readonly kind: "null" })
  | (Place & { readonly kind: "unread" });

/** The member's value; of several with the same key, the first. */
export function memberOf(node: ObjectNode, key: string): Node | undefined {
  return node.members.find((member) => member.key === key)?.value;
}
