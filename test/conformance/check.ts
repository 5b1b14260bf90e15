/**
 * The results of the suite as flat lines, one for each check, so that two runs can be laid side by side.
 *
 * A scenario may make a check of one id several times; they are told apart by name and by their place.
 */

/** What the suite says of a check. INFO lines are its record of the traffic and no verdict. */
export type Status = "SUCCESS" | "FAILURE" | "WARNING" | "SKIPPED" | "INFO";

/** One check of one run. */
export type Check = { readonly key: string; readonly status: Status; readonly message: string };

/** A check as the suite writes it. */
export type WrittenCheck = {
  readonly id: string;
  readonly name: string;
  readonly status: Status;
  readonly errorMessage?: string;
};

/** How many checks passed and failed, and how many were looked at in all. */
export type Totals = { readonly passed: number; readonly failed: number; readonly checks: number };

/** Flattens what one scenario wrote. */
export function flatten(scenario: string, written: readonly WrittenCheck[]): readonly Check[] {
  const seen = new Map<string, number>();
  return written.map(({ id, name, status, errorMessage }) => {
    const label = `${scenario} ${id} ${name}`;
    const count = (seen.get(label) ?? 0) + 1;
    seen.set(label, count);
    return { key: count === 1 ? label : `${label} #${count}`, status, message: errorMessage ?? "" };
  });
}

/** Counts as the suite counts. */
export function total(checks: readonly Check[]): Totals {
  const count = (status: Status) => checks.filter((check) => check.status === status).length;
  return { passed: count("SUCCESS"), failed: count("FAILURE"), checks: checks.length };
}
