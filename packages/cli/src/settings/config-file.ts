/**
 * The configuration file: YAML with one setting a line. It is read without types, so that a value is the text that
 * stands there and means the same as in a flag or a variable.
 */
import { readFile } from "node:fs/promises";
import { decodeUtf8 } from "@turnpike/json";
import { isMap, isScalar, isSeq, type Node, type ParsedNode, parseDocument, type YAMLMap } from "yaml";
import { whyUnreadable } from "../files.js";
import type { Given } from "./resolve.js";

/** The settings of a file as texts, and what is wrong with the file itself. */
export interface ConfigFile {
  readonly entries: Readonly<Record<string, Given>>;
  readonly problems: readonly string[];
}

/** Reads the file; one that may be missing and is counts as empty. */
export async function readConfigFile(file: string, options: { readonly mayBeMissing: boolean }): Promise<ConfigFile> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    // A path through a file, or an empty folder: what is wrong with the data folder is said when it is opened.
    if (options.mayBeMissing && /^(ENOENT|ENOTDIR)$/.test((error as NodeJS.ErrnoException).code ?? ""))
      return { entries: {}, problems: [] };
    return { entries: {}, problems: [`cannot read the configuration file \`${file}\`: ${whyUnreadable(error)}`] };
  }
  const text = decodeUtf8(bytes);
  if (text === undefined) return { entries: {}, problems: [`${file} is not UTF-8 text without a byte order mark`] };
  return readConfig(file, text);
}

/** Reads the text of a configuration file; `name` is for messages. */
export function readConfig(name: string, text: string): ConfigFile {
  const document = parseDocument(text, { version: "1.2", schema: "failsafe", strict: true, logLevel: "error" });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) {
    const { line, col } = fault.linePos?.[0] ?? { line: 1, col: 1 };
    return { entries: {}, problems: [`${name}:${line}:${col}: ${fault.message.split(/ at line |:?\n/)[0]}`] };
  }
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === "")) return { entries: {}, problems: [] };
  if (isMap(contents)) return readMap(name, contents);
  return { entries: {}, problems: [`${name} must hold one setting a line, such as \`port: 7300\``] };
}

function readMap(name: string, map: YAMLMap<ParsedNode, ParsedNode | null>): ConfigFile {
  const entries: Record<string, Given> = Object.create(null);
  const problems: string[] = [];
  for (const { key, value } of map.items) {
    const setting = scalarText(key);
    const given = givenBy(value);
    if (setting === undefined) problems.push(`${name} has a key that is no plain word`);
    else if (given === undefined) problems.push(`\`${setting}\` in ${name} must be a value, or a list of values`);
    else if (given === "") problems.push(`\`${setting}\` in ${name} has no value`);
    else entries[setting] = given;
  }
  return { entries, problems };
}

function givenBy(node: Node | null): Given | undefined {
  if (!isSeq(node)) return scalarText(node);
  const texts = node.items.map((item) => scalarText(item as Node));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** The text of a scalar; anchors and tags could make a line mean something else than it shows, so they are none. */
function scalarText(node: Node | null): string | undefined {
  if (node === null) return "";
  const isPlain = isScalar(node) && node.anchor === undefined && node.tag === undefined;
  return isPlain && typeof node.value === "string" ? node.value : undefined;
}
