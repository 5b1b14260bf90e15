/**
 * Two runs laid side by side, check by check.
 *
 * Only identical will do, but for what is listed: improvements, which are checks that the upstream fails alone and not
 * behind the gateway, what standard streams do not carry, and gaps, which are checks that the gateway does not carry yet.
 * One that is listed and does not happen is as wrong as one that happens and is not listed, so the lists stay true.
 */
import type { Check, Status } from "./check.js";
import type { Expectations, Listed } from "./expectations.js";

/** A check that the two runs do not agree on; `absent` where a run did not make it. */
export type Difference = {
  readonly key: string;
  readonly direct: Status | "absent";
  readonly through: Status | "absent";
  readonly message: string;
};

/** A difference that is listed, and why. */
export type Explained = Difference & { readonly reason: string };

/** What a comparison found. */
export type Comparison = {
  readonly subject: string;
  readonly revision: string;
  readonly improved: readonly Explained[];
  readonly ofStdio: readonly Explained[];
  readonly gaps: readonly Explained[];
  /** What must not be: differences that are not listed. */
  readonly differing: readonly Difference[];
  /** What is listed and did not happen. */
  readonly stale: readonly Listed[];
};

// Every check on which the runs do not agree, in the order of the direct run.
function differences(direct: readonly Check[], through: readonly Check[]): readonly Difference[] {
  const one = new Map(direct.map((check) => [check.key, check]));
  const other = new Map(through.map((check) => [check.key, check]));
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((key) => {
    const [before, after] = [one.get(key), other.get(key)];
    if (before?.status === after?.status) return [];
    const message = after?.message || before?.message || "";
    return [{ key, direct: before?.status ?? "absent", through: after?.status ?? "absent", message }];
  });
}

/** Compares two runs of one subject at one revision. */
export function compare(
  subject: string,
  revision: string,
  direct: readonly Check[],
  through: readonly Check[],
  expected: Expectations,
): Comparison {
  if (direct.length === 0 || through.length === 0)
    throw new Error(`${subject} at ${revision}: a run looked at no checks`);
  const here = (entry: Listed) => entry.subject === subject && entry.revision === revision;
  const improvements = expected.improvements.filter(here);
  const ofStdio = expected.ofStdio.filter(here);
  const gaps = expected.gaps.filter(here);
  const found = differences(direct, through);
  const listed = [...improvements, ...ofStdio, ...gaps];
  return {
    subject,
    revision,
    improved: explained(found, improvements),
    ofStdio: explained(found, ofStdio),
    gaps: explained(found, gaps),
    differing: found.filter((difference) => !listed.some((entry) => isThis(entry, difference))),
    stale: listed.filter((entry) => !found.some((difference) => isThis(entry, difference))),
  };
}

/** Whether a comparison found nothing but what is listed. */
export function inOrder({ differing, stale }: Comparison): boolean {
  return differing.length === 0 && stale.length === 0;
}

function explained(found: readonly Difference[], listed: readonly Listed[]): readonly Explained[] {
  return found.flatMap((difference) => {
    const entry = listed.find((candidate) => isThis(candidate, difference));
    return entry === undefined ? [] : [{ ...difference, reason: entry.reason }];
  });
}

function isThis(entry: Listed, { key, direct, through }: Difference): boolean {
  return entry.check === key && entry.direct === direct && entry.through === through;
}
