/**
 * Servers made up for the scan: the same ones in every run. Names, descriptions and schemas are put together from lists of
 * words, in several styles, so that no two servers are alike and nothing can be remembered from one to the next.
 */
import type { ServerTools, Tool } from "@turnpike/catalogue";

const verbs =
  "get list search create update delete cancel send run deploy refund pay archive export sync approve".split(" ");
const nouns =
  "invoice order payment customer ticket page report deployment database message file user branch policy subscription".split(
    " ",
  );
const manners = ["", "by id", "in bulk", "of a workspace", "for a period"];
const types = ["string", "integer", "boolean", "number"] as const;
const names = "id name amount query limit cursor status url reason currency tags dry_run".split(" ");

/** That many servers of 5 to 40 tools. */
export function madeUpServers(count: number): readonly ServerTools[] {
  const random = from(20260731);
  return Array.from({ length: count }, (_, at) => {
    const size = 5 + random(36);
    return { name: `server-${at + 1}`, tools: Array.from({ length: size }, (_each, tool) => madeUpTool(tool, random)) };
  });
}

type Random = (below: number) => number;

/** A linear congruential generator: the same figures from the same seed. */
function from(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const pick = <T>(list: readonly T[], random: Random): T => list[random(list.length)] as T;

function madeUpTool(at: number, random: Random): Tool {
  const verb = pick(verbs, random);
  const noun = pick(nouns, random);
  const properties = Object.fromEntries(
    Array.from({ length: 1 + random(7) }, () => {
      const name = pick(names, random);
      return [name, { type: pick(types, random), description: `The ${name} of the ${noun}.` }];
    }),
  );
  return {
    name: styled([verb, noun, String(at)], random(3)),
    description: `${verb[0]?.toUpperCase()}${verb.slice(1)}s the ${noun} ${pick(manners, random)}. `.repeat(
      1 + random(3),
    ),
    inputSchema: { type: "object", properties, required: Object.keys(properties).slice(0, 1) },
    ...(random(2) === 0 && { annotations: { readOnlyHint: verb === "get" } }),
  };
}

function styled(words: readonly string[], style: number): string {
  if (style === 0) return words.join("_");
  if (style === 1) return words.join("-");
  return words.map((word, at) => (at === 0 ? word : `${word[0]?.toUpperCase()}${word.slice(1)}`)).join("");
}
