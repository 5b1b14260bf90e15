/** The whole document: its envelope, its tools, and the wildcard that stands for all of them. */

import { shownKey } from "@turnpike/json";
import { isGlob } from "../glob.js";
import type { Member, Node, ObjectNode } from "../parse/node.js";
import { memberNamed, memberNode, objectNode, textNode } from "./build.js";
import type { ImportContext } from "./context.js";
import { importTool } from "./tool.js";

const ENVELOPE = ["version", "default", "mode", "hide", "tools", "all_tools", "resources", "prompts", "approvals"];
const RULE = ["action", "reason", "deny_if", "require", "approve_if", "approval", "limits", "rate_limit", "rules"];

/** The document in this language; what it cannot translate is reported, what it cannot recognise left to the check. */
export function importDocument(root: Node, context: ImportContext): Node {
  if (root.kind !== "object") return root;
  const envelope = root.members.some(({ key }) => ENVELOPE.includes(key));
  if (envelope) return isForeign(root) ? translated(root, context) : versioned(root, context);
  const [bare] = root.members.filter(({ key }) => RULE.includes(key));
  if (bare !== undefined) {
    const spot = { start: bare.keyStart, pointer: bare.pointer };
    const hint = 'write `{ "<tool>": { … } }`';
    context.report.error(spot, "missing_key", "the fragment names no tool", hint);
    return { start: root.start, pointer: root.pointer, kind: "unread" };
  }
  return wrapped(root, context);
}

/** Whether a tool speaks the other dialect. */
function isForeign(root: ObjectNode): boolean {
  const tools = memberNamed(root, "tools")?.value;
  return tools?.kind === "object" && tools.members.some(({ value }) => speaksRules(value));
}

function speaksRules(entry: Node): boolean {
  return memberNamed(entry, "rules") !== undefined || memberNamed(entry, "rate_limit")?.value.kind === "string";
}

/** A fragment gets an envelope that refuses what the fragment does not name. */
function wrapped(fragment: ObjectNode, context: ImportContext): Node {
  context.changes.add(
    'the fragment got an envelope: `version: "1"` and `default: "deny"`, so what it does not name is refused; write ' +
      '`default: "allow"` if it was meant to restrict these tools only',
  );
  const foreign = fragment.members.some(({ value }) => speaksRules(value));
  const made = { version: textNode(fragment, "1"), default: textNode(fragment, "deny") };
  if (!foreign) return objectNode(fragment, { ...made, tools: fragment });
  const { tools, allTools } = importTools(fragment, context);
  return objectNode(fragment, { ...made, all_tools: allTools, tools });
}

function translated(root: ObjectNode, context: ImportContext): Node {
  const members: Member[] = [];
  for (const member of root.members) {
    if (member.key === "tools" && member.value.kind === "object") {
      const { tools, allTools } = importTools(member.value, context);
      if (allTools !== undefined) members.push(memberNode("all_tools", allTools));
      members.push({ ...member, value: tools });
    } else if (member.key === "approvals") {
      context.changes.add("`approvals` is left out: whom to notify is not part of a policy");
    } else {
      if (member.key === "hide") checkHide(member.value, context);
      members.push(member);
    }
  }
  return versioned(withDefault({ ...root, members }, context), context);
}

/** There, what is not named is allowed unless the document says otherwise, and resources are not looked at. */
function withDefault(root: ObjectNode, { changes }: ImportContext): ObjectNode {
  const otherwise = memberNamed(root, "default")?.value;
  if (otherwise === undefined) {
    changes.add('`default: "allow"` is written out, which the other dialect implies');
    return { ...root, members: [memberNode("default", textNode(root, "allow")), ...root.members] };
  }
  if (otherwise.kind === "string" && otherwise.value === "deny") {
    changes.add("resources and prompts, which passed unwatched, are refused by default; list those that agents need");
  }
  return root;
}

function versioned(root: ObjectNode, { changes }: ImportContext): ObjectNode {
  const version = memberNamed(root, "version");
  if (version === undefined) {
    changes.add('`version: "1"` is added');
    return { ...root, members: [memberNode("version", textNode(root, "1")), ...root.members] };
  }
  if (version.value.kind !== "number" || version.value.value !== 1) return root;
  changes.add('`version` is a string now: `"1"`');
  const written = { ...version, value: textNode(version.value, "1") };
  return { ...root, members: root.members.map((member) => (member === version ? written : member)) };
}

function importTools(tools: ObjectNode, context: ImportContext): { tools: Node; allTools: Node | undefined } {
  const entries: Member[] = [];
  let allTools: Node | undefined;
  for (const member of tools.members) {
    const { key, value } = member;
    if (key === "*") {
      context.changes.add('the wildcard `"*"` is `all_tools` now: it applies to every call and lists nothing');
      allTools = importTool(value, { tool: key, wildcard: true, scope: "_global" }, context);
    } else {
      if (isGlob(key)) refuseGlob(key, { start: member.keyStart, pointer: member.pointer }, context);
      entries.push({ ...member, value: importTool(value, { tool: key, wildcard: false, scope: key }, context) });
    }
  }
  return { tools: { ...tools, members: entries }, allTools };
}

function checkHide(hide: Node, context: ImportContext): void {
  for (const item of hide.kind === "array" ? hide.items : []) {
    if (item.kind !== "string") continue;
    if (item.value === "*") context.changes.add('`hide: ["*"]` hides resources and prompts too');
    else if (isGlob(item.value)) refuseGlob(item.value, item, context);
  }
}

function refuseGlob(name: string, at: { start: number; pointer: string }, { report }: ImportContext): void {
  const message = `${shownKey(name)} is one tool's name there, and a glob here`;
  report.error(at, "unknown_value", message, "names of tools with `*` cannot be translated");
}
