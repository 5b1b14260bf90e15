/** Names that are taken for others, in one server and between servers. */
import { argumentsOf } from "../schema/arguments.js";
import { looksLike, posing, readsAs } from "../text/confusable.js";
import { visible } from "../text/visible.js";
import type { ServerTools, Tool } from "../tool.js";
import { type Finding, finding } from "./codes.js";

const allowed = /^[A-Za-z0-9_.\-/]{1,128}$/;

/** What is wrong with the names of a server's tools, and whose tools of other servers they have or speak of. */
export function nameFindings({ tools }: ServerTools, others: readonly ServerTools[]): readonly Finding[] {
  return [...tools.flatMap(ofOne), ...twins(tools), ...shadows(tools, others)];
}

function ofOne({ name }: Tool): readonly Finding[] {
  const letters = posing(name);
  if (letters.length > 0) {
    const codes = letters.map(
      (letter) => `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`,
    );
    return [
      finding(
        "look_alike_name",
        name,
        `the name looks like "${looksLike(name)}" and is written with ${codes.join(", ")}`,
      ),
    ];
  }
  return allowed.test(name)
    ? []
    : [
        finding(
          "name_not_allowed",
          name,
          `"${visible(name)}" is not of 1 to 128 letters, digits, "_", "-", "." and "/"`,
        ),
      ];
}

/** Tools that a reader cannot tell apart; the later of two is named. */
function twins(tools: readonly Tool[]): readonly Finding[] {
  const seen = new Map<string, string>();
  return tools.flatMap(({ name }) => {
    const reading = readsAs(name);
    const earlier = seen.get(reading);
    if (earlier === undefined) {
      seen.set(reading, name);
      return [];
    }
    const same = earlier.toLowerCase().replace(/[_.\-/]/g, "") === name.toLowerCase().replace(/[_.\-/]/g, "");
    const message =
      earlier === name ? "the name is in the list twice" : `reads like "${visible(earlier)}" on the same server`;
    return [finding(same ? "duplicate_name" : "look_alike_name", name, message)];
  });
}

/** Names of other servers' tools that are long enough not to be taken by chance. */
function shadows(tools: readonly Tool[], others: readonly ServerTools[]): readonly Finding[] {
  const owners = new Map(others.flatMap((server) => server.tools.map(({ name }) => [name, server.name] as const)));
  const own = new Set(tools.map(({ name }) => name));
  return tools.flatMap(({ name, description = "", inputSchema }) => {
    const owner = owners.get(name);
    if (owner !== undefined)
      return [finding("name_elsewhere", name, `server "${visible(owner)}" has a tool of the same name`)];
    const spoken = (description.match(/[A-Za-z][\w-]{5,}/g) ?? []).find(
      (word) => owners.has(word) && !own.has(word) && /[_-]|[a-z][A-Z]/.test(word),
    );
    if (spoken !== undefined)
      return [
        finding(
          "shadows_tool",
          name,
          `its description speaks of "${spoken}", a tool of server "${visible(owners.get(spoken) as string)}"`,
        ),
      ];
    const known = new Set([...own, ...argumentsOf(inputSchema).map((argument) => argument.name)]);
    return instead(name, description, known);
  });
}

const steering =
  /\b(?:instead of|in place of|rather than|replaces?|overrides?|before (?:using|calling)|whenever you (?:use|call)|when(?:ever)? (?:using|calling))\s+(?:the\s+)?[`"']?([a-z][a-z0-9]*(?:[_-][a-z0-9]+)+)[`"']?/gi;

/** A text that steers the use of a tool which this server does not have; an argument of its own is no tool. */
function instead(name: string, description: string, own: ReadonlySet<string>): readonly Finding[] {
  for (const [words, other = ""] of description.matchAll(steering)) {
    const known = own.has(other) || [...own].some((each) => each.includes(other) || other.includes(each));
    if (!known && other.includes("_"))
      return [
        finding("shadows_tool", name, `its description says "${visible(words)}", and this server has no such tool`),
      ];
  }
  return [];
}
