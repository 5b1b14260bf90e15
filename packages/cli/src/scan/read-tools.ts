/** A saved tool list, and what a server answers: read into tools, with a refusal for what is none. */
import type { Tool } from "@turnpike/catalogue";
import { lineAndColumn, readJson } from "@turnpike/json";
import { Failure } from "../failure.js";
import type { NamedText } from "../files.js";

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads a file: the answer to `tools/list`, its result, or the array of tools. */
export function readToolsFile({ name, text: marked }: NamedText): readonly Tool[] {
  const text = marked.replace(/^\uFEFF/, "");
  const read = readJson(text);
  if (!read.ok) {
    const { message, offset } = read.fault;
    const { line, column } = lineAndColumn(text, offset);
    throw new Failure("list_unreadable", `${name} is no tool list: line ${line}, column ${column}: ${message}`);
  }
  return readTools(read.value, name);
}

/** Reads the tools out of a JSON value; `name` is what it is called in messages. */
export function readTools(value: unknown, name: string): readonly Tool[] {
  const result = isMembers(value) && isMembers(value.result) ? value.result : value;
  const list = Array.isArray(result) ? result : isMembers(result) ? result.tools : undefined;
  if (!Array.isArray(list)) {
    throw new Failure(
      "list_unreadable",
      `${name} is no tool list: it has neither \`tools\` nor \`result.tools\`, and is no array`,
    );
  }
  return list.map((each, at) => readTool(each, `${name}: tool ${at + 1}`));
}

function readTool(value: unknown, place: string): Tool {
  if (!isMembers(value) || typeof value.name !== "string")
    throw new Failure("list_unreadable", `${place} is no object with a \`name\` that is text`);
  const { name, title, description, inputSchema, outputSchema, annotations } = value;
  return {
    name,
    ...(typeof title === "string" && { title }),
    ...(typeof description === "string" && { description }),
    ...(inputSchema !== undefined && { inputSchema }),
    ...(outputSchema !== undefined && { outputSchema }),
    ...(isMembers(annotations) && { annotations: readAnnotations(annotations) }),
  };
}

function readAnnotations(annotations: Members): NonNullable<Tool["annotations"]> {
  const kept = Object.entries(annotations).filter(
    ([key, value]) => typeof value === (key === "title" ? "string" : "boolean"),
  );
  return Object.fromEntries(kept);
}
