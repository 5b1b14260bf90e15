/**
 * The differences that are known, by name and with a reason: `improvements.json` and `gaps.json`.
 *
 * Both are lists of groups, each with one reason and lines of the form `DIRECT -> THROUGH: scenario check-id CheckName`.
 * An improvement may only go from worse to better.
 */
import { readFileSync, writeFileSync } from "node:fs";
import type { Status } from "./check.js";

/** One difference that is expected. */
export type Listed = {
  readonly subject: string;
  readonly revision: string;
  readonly reason: string;
  readonly check: string;
  readonly direct: Status | "absent";
  readonly through: Status | "absent";
};

/** Every difference that is expected. */
export type Expectations = {
  readonly improvements: readonly Listed[];
  /** What standard streams do not carry, whoever speaks over them. */
  readonly ofStdio: readonly Listed[];
  readonly gaps: readonly Listed[];
};

/** Expects the two runs to be the same. */
export const identical: Expectations = { improvements: [], ofStdio: [], gaps: [] };

type Group = {
  readonly subject: string;
  readonly revision: string;
  readonly reason: string;
  readonly checks: readonly string[];
};

const statuses: ReadonlySet<string> = new Set(["SUCCESS", "FAILURE", "WARNING", "SKIPPED", "INFO", "absent"]);

/** Reads the lists. */
export function readExpectations(): Expectations {
  const improvements = read("improvements.json");
  for (const entry of improvements) {
    if (!better(entry)) throw new Error(`improvements.json lists what is no improvement: ${entry.check}`);
  }
  const ofStdio = read("stdio.json");
  for (const { subject, check } of ofStdio) {
    if (subject !== "command") throw new Error(`stdio.json lists what is not spoken over standard streams: ${check}`);
  }
  return { improvements, ofStdio, gaps: read("gaps.json") };
}

/** Reads one group's lines. */
export function expand({ subject, revision, reason, checks }: Group): readonly Listed[] {
  return checks.map((line) => {
    const [, direct = "", through = "", check = ""] = /^(\w+) -> (\w+): (.+)$/.exec(line) ?? [];
    if (!isStatus(direct) || !isStatus(through)) throw new Error(`not a line of expectations: ${line}`);
    return { subject, revision, reason, check, direct, through };
  });
}

/** Whether the check fails without the gateway, and with it succeeds or is not made any more. */
export function better({ direct, through }: Listed): boolean {
  return (direct === "FAILURE" && through === "absent") || (direct !== "SUCCESS" && through === "SUCCESS");
}

/** Takes gaps that are closed off the list; new ones are added by hand, with their reason. */
export function closeGaps(closed: readonly Listed[]): void {
  const names = new Set(closed.map(({ subject, revision, check }) => `${subject} ${revision} ${check}`));
  const open = readGroups("gaps.json").flatMap((group) => {
    const entries = expand(group);
    const checks = group.checks.filter((_, at) => {
      const check = entries[at]?.check;
      return !names.has(`${group.subject} ${group.revision} ${check}`);
    });
    return checks.length === 0 ? [] : [{ ...group, checks }];
  });
  writeFileSync(new URL("gaps.json", import.meta.url), `${JSON.stringify(open, null, 2)}\n`);
}

function read(name: string): readonly Listed[] {
  return readGroups(name).flatMap(expand);
}

function readGroups(name: string): readonly Group[] {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8")) as readonly Group[];
}

function isStatus(text: string): text is Status | "absent" {
  return statuses.has(text);
}
