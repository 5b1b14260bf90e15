/** Every text of a tool that a model reads: its description, and the descriptions, defaults and examples of its schema. */
import type { Tool } from "../tool.js";

/** A text, and where it stands. */
export type ToolText = { readonly where: string; readonly text: string };

const mostTexts = 400;
const told = new Set(["description", "title", "default", "examples", "example", "const", "enum", "$comment"]);

/** The texts of a tool; its name first. */
export function textsOf(tool: Tool): readonly ToolText[] {
  const found: ToolText[] = [{ where: "the name", text: tool.name }];
  if (typeof tool.title === "string") found.push({ where: "the title", text: tool.title });
  if (typeof tool.annotations?.title === "string") found.push({ where: "the title", text: tool.annotations.title });
  if (typeof tool.description === "string") found.push({ where: "the description", text: tool.description });
  gather(tool.inputSchema, "the input schema", false, found, 0);
  gather(tool.outputSchema, "the output schema", false, found, 0);
  return found;
}

/** Walks a schema; keys are told too, since a model reads them. */
function gather(value: unknown, where: string, telling: boolean, found: ToolText[], depth: number): void {
  if (found.length >= mostTexts || depth > 12) return;
  if (typeof value === "string") {
    if (telling) found.push({ where, text: value });
  } else if (Array.isArray(value)) {
    for (const each of value) gather(each, where, telling, found, depth + 1);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      if (!told.has(key)) found.push({ where: `a key in ${where}`, text: key });
      gather(each, told.has(key) ? `${where} (${key})` : where, telling || told.has(key), found, depth + 1);
    }
  }
}
