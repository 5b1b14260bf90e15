/** The document as a whole: its keys, its entries, and what only shows when the parts are seen together. */

import { shownKey } from "@turnpike/json";
import { DEFAULTS, type Entries, MODES, type PolicyDocument, type Rule } from "../document.js";
import { globMatches } from "../glob.js";
import { memberOf, type Node, type ObjectNode } from "../parse/node.js";
import type { Report } from "../parse/report.js";
import { resourceKeyFault } from "../uri.js";
import type { Context, Place } from "./context.js";
import { type CounterUse, checkCounters } from "./counters.js";
import { readAllTools, readRule } from "./rule.js";
import { readFields, readList, readName, readRecord, readString, readWord, wrongType } from "./shape.js";

/** Reads the document; what it returns is whole only when nothing was reported. */
export function readDocument(root: Node, report: Report): PolicyDocument | undefined {
  const counters: CounterUse[] = [];
  const at = (place: Place): Context => ({ report, place, counters });
  const document = readFields<PolicyDocument>(
    root,
    "a policy",
    {
      version: (node) => readVersion(node, report),
      name: (node) => readString(node, "`name`", report),
      description: (node) => readString(node, "`description`", report),
      mode: (node) => readWord(node, "`mode`", MODES, report),
      default: (node) => readWord(node, "`default`", DEFAULTS, report),
      hide: (node) => readList(node, "`hide`", (item) => readName(item, "an entry of `hide`", report), report),
      all_tools: (node) => readAllTools(node, at("all_tools")),
      tools: (node) => readEntries(node, at("tools")),
      resources: (node) => readEntries(node, at("resources")),
      prompts: (node) => readEntries(node, at("prompts")),
    },
    ["version", "default"],
    report,
  );
  checkCounters(counters, report);
  if (root.kind === "object") warnOfHidden(root, report);
  return document;
}

function readVersion(node: Node, report: Report): "1" | undefined {
  if (node.kind === "number") {
    return report.error(
      node,
      "wrong_type",
      "`version` has to be a string, and this is a number",
      'write `version: "1"`',
    );
  }
  return readWord(node, "`version`", ["1"], report);
}

function readEntries(node: Node, context: Context): Entries | undefined {
  const { place, report } = context;
  if (node.kind !== "object")
    return wrongType(node, `\`${place}\``, "an object", 'write `{ "<name or glob>": { } }`', report);
  for (const { key, keyStart, pointer } of node.members) checkKey(key, { start: keyStart, pointer }, context);
  return readRecord(node, (rule) => readRule(rule, context) as Rule);
}

function checkKey(key: string, spot: { start: number; pointer: string }, { place, report }: Context): void {
  if (key === "") report.error(spot, "empty_name", "the name is empty", "write a name or a glob");
  const fault = place === "resources" ? resourceKeyFault(key) : undefined;
  if (fault === undefined) return;
  const hint = "write it as URIs in normal form are written; a URI in any other form is refused in any case";
  report.error(spot, "not_normal_uri", `no URI in normal form matches the key, which ${fault}`, hint);
}

function warnOfHidden(root: ObjectNode, report: Report): void {
  const hide = memberOf(root, "hide");
  if (hide?.kind !== "array") return;
  const hidden = new Set<string>();
  for (const item of hide.items) {
    if (item.kind !== "string") continue;
    if (hidden.has(item.value)) {
      report.warn(item, "hidden_twice", `${shownKey(item.value)} is in \`hide\` twice`, "leave one out");
    }
    hidden.add(item.value);
  }
  const tools = memberOf(root, "tools");
  for (const { key, keyStart, pointer } of tools?.kind === "object" ? tools.members : []) {
    const by = [...hidden].find((glob) => globMatches(glob, key));
    if (by === undefined) continue;
    const message = `the rule is never asked, because ${shownKey(by)} in \`hide\` hides the tool`;
    report.warn(
      { start: keyStart, pointer },
      "hidden_and_ruled",
      message,
      "leave the rule out, or the entry of `hide`",
    );
  }
}
