/** A policy's text as nodes, whichever of the two notations it is in. */

import { nodesFromJson } from "./from-json.js";
import { nodesFromYaml } from "./from-yaml.js";
import type { Node } from "./node.js";
import type { Report } from "./report.js";

export type Format = "json" | "yaml";

/** JSON when the first character that is not blank is a curly bracket, else YAML. */
function formatOf(text: string): Format {
  return /^[\t\n\r ]*\{/.test(text) ? "json" : "yaml";
}

/** The root of the document; undefined when the text cannot be read, which is reported. */
export function readNodes(text: string, format: Format | undefined, report: Report): Node | undefined {
  const start = { start: 0, pointer: "" };
  if (text.startsWith("\uFEFF")) {
    return report.error(
      start,
      "byte_order_mark",
      "the text begins with a byte order mark",
      "save it as UTF-8 without one",
    );
  }
  if (/^[\t\n\r ]*$/.test(text)) {
    return report.error(start, "empty_document", "the text holds no document", 'begin with `version: "1"`');
  }
  return (format ?? formatOf(text)) === "json" ? nodesFromJson(text, report) : nodesFromYaml(text, report);
}
