/** What led to a category, as a reader can check it against the tool's own words. */
import type { Category } from "../category.js";
import type { Tool } from "../tool.js";
import type { Ground } from "./judge-action.js";
import { one } from "./judge-action.js";

const longest = 160;

/** Sentences: the name, the description's beginning, and the grounds for the category, gravest first. */
export function evidenceOf(tool: Tool, category: Category, grounds: readonly Ground[]): string {
  const said = shortened(tool.description ?? tool.title ?? "");
  const opening =
    said === ""
      ? `The name is "${tool.name}"; there is no description.`
      : `The name is "${tool.name}" and the description says "${said}".`;
  const reasons = grounds
    .filter((ground) => ground.category === category)
    .sort((one_, other) => other.weight - one_.weight);
  const sentences = [...new Set(reasons.map(({ says }) => says))].slice(0, 3);
  return [opening, ...sentences, ...claims(tool, category)].join(" ");
}

function shortened(text: string): string {
  const line = (
    text
      .replace(/^(?:\s*<[^<>]{1,40}>)+/, "")
      .trim()
      .split(/\r?\n/)[0] ?? ""
  )
    .replace(/\p{C}/gu, "")
    .trim();
  const end = line.search(/[.!?](?:\s|$)/);
  const sentence = end === -1 ? line : line.slice(0, end);
  return sentence.length <= longest ? sentence : `${sentence.slice(0, sentence.lastIndexOf(" ", longest))} …`;
}

/** Where the annotations say otherwise, that they are not believed. */
function claims({ annotations }: Tool, category: Category): readonly string[] {
  if (annotations?.readOnlyHint === true && category !== "Read") {
    return [`Its annotation claims that it only reads, which does not go with ${one(category)}.`];
  }
  if (annotations?.destructiveHint === false && category === "Destructive") {
    return ["Its annotation claims that it destroys nothing, which is not believed."];
  }
  return [];
}
