/** The three forms of an answer: JSON, XML, and the old `name=value;` pairs. */
import XMLBuilder from "fast-xml-builder";
import type { Json, JsonObject } from "../declare/field.js";
import { version } from "../version.js";

export type Written = { readonly type: string; readonly body: string };

/** Writes an answer in the form that `responsetype` asks for; `action` is echoed in XML, in lower case. */
export function writeAnswer(responsetype: string, action: string, answer: JsonObject): Written {
  switch (responsetype.toLowerCase()) {
    case "json":
      return { type: "application/json", body: JSON.stringify(answer) };
    case "xml":
      return { type: "application/xml", body: toXml(action, answer) };
    default:
      return { type: "text/plain; charset=utf-8", body: toPairs(answer) };
  }
}

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  format: true,
  indentBy: "",
  suppressBooleanAttributes: false,
});

function toXml(action: string, answer: JsonObject): string {
  // An action that does not exist is not echoed: its name is whatever the caller sent.
  const echo = /^[a-z]{1,64}$/i.test(action) ? { action: action.toLowerCase() } : {};
  const root = { "@version": version, ...echo, ...(forXml(answer) as object) };
  return `<?xml version="1.0" encoding="utf-8"?>\n${builder.build({ whmcsapi: root })}`;
}

function forXml(value: Json): unknown {
  if (value === null) return "";
  if (Array.isArray(value)) return value.map(forXml);
  if (typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [elementName(name), forXml(each)]));
  }
  return String(value).replace(unwritable, "\uFFFD");
}

/** What XML 1.0 has no way to write. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML forbids
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** Keys that are data, such as years, may be no names in XML: they get an underscore in front. */
function elementName(name: string): string {
  return /^[A-Za-z_][\w.-]*$/.test(name) ? name : `_${name.replace(/[^\w.-]/g, "_")}`;
}

function toPairs(answer: JsonObject): string {
  return pairsOf(answer, undefined).join("");
}

function pairsOf(value: Json, name: string | undefined): readonly string[] {
  if (value !== null && typeof value === "object") {
    return Object.entries(value as JsonObject).flatMap(([key, each]) =>
      pairsOf(each, name === undefined ? key : `${name}[${key}]`),
    );
  }
  return [`${name}=${value === null ? "" : String(value)};`];
}
