/** JSON text as nodes: the strict reader's tree, with what no policy may hold reported. */

import { type JsonFault, type JsonNode, readJsonTree, UncarriedNumber } from "@turnpike/json";
import { pointerTo } from "../pointer.js";
import type { ErrorCode } from "../problems.js";
import type { Node } from "./node.js";
import { type Keys, refuseNumber, refuseSecond, refuseText } from "./refuse.js";
import type { Report } from "./report.js";

const CODES: { readonly [code in JsonFault["code"]]: ErrorCode } = {
  syntax: "json_syntax",
  too_deep: "too_deep",
  duplicate_key: "duplicate_key",
  lone_surrogate: "lone_surrogate",
};

const HINTS: { readonly [code in JsonFault["code"]]: string } = {
  syntax: "JSON has double quotes, no comments and no comma before a closing bracket",
  too_deep: "nest at most 64 objects and arrays within one another",
  duplicate_key: "write each key once",
  lone_surrogate: "write the character itself, or both halves of its escape",
};

/** The document's root; undefined when the grammar does not hold. */
export function nodesFromJson(text: string, report: Report): Node | undefined {
  const { root, faults } = readJsonTree(text);
  if (root !== undefined) return toNode(root, "", report);
  for (const { code, message, offset } of faults) {
    report.error({ start: offset, pointer: "" }, CODES[code], message, HINTS[code]);
  }
  return undefined;
}

function toNode(from: JsonNode, pointer: string, report: Report): Node {
  const place = { start: from.start, pointer };
  switch (from.kind) {
    case "object": {
      const keys: Keys = new Set();
      const members = from.members.map(({ key, keyStart, value }) => {
        const at = { start: keyStart, pointer: pointerTo(pointer, key) };
        refuseText(key, at, report);
        refuseSecond(keys, key, at, report);
        return { key, keyStart, pointer: at.pointer, value: toNode(value, at.pointer, report) };
      });
      return { ...place, kind: "object", members };
    }
    case "array":
      return {
        ...place,
        kind: "array",
        items: from.items.map((item, i) => toNode(item, pointerTo(pointer, i), report)),
      };
    case "string":
      return refuseText(from.value, place, report)
        ? { ...place, kind: "unread" }
        : { ...place, kind: "string", value: from.value };
    case "number":
      if (from.value instanceof UncarriedNumber) return refuseNumber(from.value.text, place, report);
      return { ...place, kind: "number", value: from.value === 0 ? 0 : from.value };
    case "boolean":
      return { ...place, kind: "boolean", value: from.value };
    case "null":
      return { ...place, kind: "null" };
  }
}
