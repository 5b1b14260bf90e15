/**
 * The labelled tools: what they are, in rows that can be read and argued with.
 *
 * A row is name, label, arguments, description and, where the tool has them, annotations. Arguments are written
 * `name!:type` (`!` required; no type is a string; `strings`, `numbers` and `objects` are arrays) or `name=one|other`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { type Annotations, CATEGORIES, type Category, type ServerTools, type Tool } from "../../src/index.js";

/** One server with the labels of its tools. `unseen`: left out of every result while the classifier is worked on. */
export type LabelledServer = ServerTools & {
  readonly field: string;
  readonly unseen: boolean;
  readonly labels: readonly Category[];
};

const folder = fileURLToPath(new URL("../labelled", import.meta.url));

/** All of them, in the order of files and servers. A row that is not of this shape is an error. */
export function labelledServers(): readonly LabelledServer[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .flatMap((file) => serversOf(file));
}

function serversOf(file: string): readonly LabelledServer[] {
  const { field, servers } = parse(readFileSync(`${folder}/${file}`, "utf8")) as {
    field: string;
    servers: { name: string; unseen?: boolean; tools: unknown[][] }[];
  };
  return servers.map(({ name, unseen = false, tools }) => ({
    field,
    name,
    unseen,
    tools: tools.map((row) => toolOf(row, `${file}: ${name}`)),
    labels: tools.map((row) => row[1] as Category),
  }));
}

function toolOf(row: readonly unknown[], where: string): Tool {
  const [name, label, args, description, annotations, ...rest] = row;
  const right =
    typeof name === "string" && typeof args === "string" && typeof description === "string" && rest.length === 0;
  if (!right || !CATEGORIES.includes(label as Category)) throw new Error(`${where}: not a row: ${JSON.stringify(row)}`);
  return {
    name,
    ...(description === "" ? {} : { description }),
    inputSchema: schemaOf(args),
    ...(annotations === undefined ? {} : { annotations: annotations as Annotations }),
  };
}

function schemaOf(args: string): object {
  const properties: Record<string, object> = {};
  const required: string[] = [];
  for (const word of args.split(" ").filter((each) => each !== "")) {
    const match = /^([^!:=]+)(!?)(?::(\w+)|=(.+))?$/.exec(word);
    if (match === null) throw new Error(`not an argument: ${word}`);
    const [, name = "", needed, type = "string", values] = match;
    if (needed) required.push(name);
    properties[name] = values === undefined ? typeOf(type) : { type: "string", enum: values.split("|") };
  }
  return { type: "object", properties, ...(required.length > 0 ? { required } : {}) };
}

function typeOf(type: string): object {
  const items = { strings: "string", numbers: "number", objects: "object" }[type];
  return items === undefined ? { type } : { type: "array", items: { type: items } };
}
