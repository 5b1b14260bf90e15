/** What a run is asked for on the command line. */
import { parseArgs } from "node:util";
import { type SubjectId, subjectIds } from "./subjects/subject.js";
import { type Generation, generations, type Kind, kinds } from "./traffic/messages.js";

export const parts = ["load", "in-process", "start-up", "streams", "scan", "stdio"] as const;
export type Part = (typeof parts)[number];
const usualParts: readonly Part[] = ["load", "in-process", "start-up", "streams", "scan"];

export type Options = {
  readonly parts: readonly Part[];
  readonly kinds: readonly Kind[];
  readonly connections: readonly number[];
  readonly subjects: readonly SubjectId[];
  readonly generation: Generation;
  readonly rounds: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** Whether cores are kept from falling idle. */
  readonly awake: boolean;
  readonly startUps: number;
  /** Where the gateway's data folders are made. */
  readonly folder: string | undefined;
  readonly json: string | undefined;
  /** Whether what is printed also goes into docs/performance.md. */
  readonly docs: boolean;
};

export const usage = `npm run bench -- [--quick] [--json FILE]
  --quick               fewer and shorter rounds: under a minute, for orientation
  --json FILE           write every figure of every round to FILE
  --docs                put what is printed into docs/performance.md
  --parts LIST          of ${parts.join(",")}
                        (stdio only when asked for: it installs programs from npm to compare with)
  --rows LIST           of ${kinds.join(",")}
  --connections LIST    default 1,8,64
  --subjects LIST       of ${subjectIds.join(",")} 
                        (control: a second bare proxy, whose ratio should be 1; collected: one that collects requests)
  --generation REV      ${generations.join(" or ")} (default the first)
  --rounds N  --seconds S
  --idle                let cores fall idle between calls, which on a virtual machine makes all figures wander
  --folder DIR          where data folders are made and removed again: must be on a disk (default the system's for
                        temporary files)`;

const fewSubjects: readonly SubjectId[] = ["direct", "bare", "nginx", "gateway", "power"];

/** Reads the command line; throws what is wrong with it. */
export function readOptions(args: readonly string[]): Options | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: "boolean" },
      quick: { type: "boolean" },
      json: { type: "string" },
      docs: { type: "boolean" },
      parts: { type: "string" },
      rows: { type: "string" },
      connections: { type: "string" },
      subjects: { type: "string" },
      generation: { type: "string" },
      rounds: { type: "string" },
      seconds: { type: "string" },
      idle: { type: "boolean" },
      folder: { type: "string" },
    },
  });
  if (values.help) {
    return "help";
  }
  const quick = values.quick ?? false;
  const seconds = positive("seconds", values.seconds ?? (quick ? "0.15" : "0.3"));
  return {
    parts: several("parts", values.parts, parts, usualParts),
    kinds: several("rows", values.rows, kinds),
    connections: (values.connections ?? "1,8,64").split(",").map((text) => positive("connections", text)),
    subjects: several("subjects", values.subjects, subjectIds, quick ? fewSubjects : [...fewSubjects, "control"]),
    generation: several("generation", values.generation, generations, ["2025-11-25"])[0] as Generation,
    rounds: positive("rounds", values.rounds ?? (quick ? "3" : "12")),
    warmUpSeconds: seconds / 6,
    seconds,
    awake: !values.idle,
    startUps: quick ? 3 : 5,
    folder: values.folder,
    json: values.json,
    docs: values.docs ?? false,
  };
}

function several<T extends string>(
  name: string,
  text: string | undefined,
  known: readonly T[],
  fallback: readonly T[] = known,
): readonly T[] {
  if (text === undefined) {
    return fallback;
  }
  const asked = text.split(",");
  const unknown = asked.find((part) => !known.some((one) => one === part));
  if (unknown !== undefined) {
    throw new Error(`--${name}: \`${unknown}\` is none of ${known.join(", ")}`);
  }
  return known.filter((one) => asked.includes(one));
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) {
    throw new Error(`--${name}: \`${text}\` is no number above 0`);
  }
  return value;
}
