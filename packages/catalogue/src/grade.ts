/**
 * A server's grade: 100 points less what each reason takes, all of them published. It says how much an agent could do
 * that is hard to take back, and what is wrong with the list; it never says that a server is safe.
 */
import type { Category } from "./category.js";
import type { Classification } from "./classify/classify.js";
import { type Finding, SEVERITIES, type Severity } from "./findings/codes.js";

export const GRADES = ["A", "B", "C", "D", "F"] as const;
export type Grade = (typeof GRADES)[number];

/** Points taken, and for what. */
export type GradeReason = { readonly points: number; readonly says: string };

export type Graded = { readonly grade: Grade; readonly points: number; readonly reasons: readonly GradeReason[] };

/** The least points of each grade but F. */
export const gradeFloors: Readonly<Record<Exclude<Grade, "F">, number>> = { A: 90, B: 75, C: 60, D: 40 };

/** What a tool of a category takes, and the most that all of them together take. */
export const exposurePoints: Readonly<
  Record<Exclude<Category, "Read">, { readonly each: number; readonly most: number }>
> = {
  Destructive: { each: 4, most: 20 },
  Financial: { each: 4, most: 20 },
  Execute: { each: 3, most: 15 },
  Write: { each: 1, most: 5 },
};

/** What a finding takes, and the most that all findings of its severity take. */
export const findingPoints: Readonly<Record<Severity, { readonly each: number; readonly most: number }>> = {
  critical: { each: 40, most: 80 },
  high: { each: 15, most: 45 },
  medium: { each: 5, most: 15 },
  low: { each: 1, most: 5 },
};

/** Grades a server. The reasons add up: 100 less their points, and no less than 0. */
export function gradeOf(classified: readonly Classification[], findings: readonly Finding[]): Graded {
  const reasons = [...exposures(classified), ...faults(findings)];
  const points = Math.max(0, 100 - reasons.reduce((total, reason) => total + reason.points, 0));
  const grade = (["A", "B", "C", "D"] as const).find((each) => points >= gradeFloors[each]) ?? "F";
  return { grade, points, reasons };
}

function exposures(classified: readonly Classification[]): readonly GradeReason[] {
  const categories = ["Destructive", "Financial", "Execute", "Write"] as const;
  return categories.flatMap((category) => {
    const { each, most } = exposurePoints[category];
    const count = classified.filter((one) => one.category === category).length;
    if (count === 0) return [];
    return [{ points: Math.min(count * each, most), says: `${count} ${category} ${count === 1 ? "tool" : "tools"}` }];
  });
}

function faults(findings: readonly Finding[]): readonly GradeReason[] {
  return SEVERITIES.flatMap((severity) => {
    const { each, most } = findingPoints[severity];
    const these = findings.filter((one) => one.severity === severity);
    if (these.length === 0) return [];
    const codes = [...new Set(these.map(({ code }) => code))].join(", ");
    const says = `${these.length} ${severity} ${these.length === 1 ? "finding" : "findings"}: ${codes}`;
    return [{ points: Math.min(these.length * each, most), says }];
  });
}
