/**
 * The five categories, gravest first, and the risk that goes with each. Where two fit, the graver one counts, so that
 * the order of this list is part of the rule.
 */

export const CATEGORIES = ["Destructive", "Financial", "Execute", "Write", "Read"] as const;
export type Category = (typeof CATEGORIES)[number];

export const RISKS = ["Critical", "High", "Medium", "Low"] as const;
export type Risk = (typeof RISKS)[number];

/** What the catalogue says of a category: its test, its risk and the rule that is recommended for it. */
export type CategoryFacts = { readonly test: string; readonly risk: Risk; readonly rule: string };

export const categoryFacts: Readonly<Record<Category, CategoryFacts>> = {
  Destructive: {
    test: "removes or ends something; cannot be undone",
    risk: "Critical",
    rule: "hidden",
  },
  Financial: {
    test: "moves money or commits someone to pay",
    risk: "Critical",
    rule: "approval",
  },
  Execute: {
    test: "runs code or commands, or triggers effects beyond the record itself",
    risk: "High",
    rule: "10 a minute per grant",
  },
  Write: {
    test: "creates or changes, can be undone",
    risk: "Medium",
    rule: "30 a minute per grant",
  },
  Read: {
    test: "retrieves, changes nothing",
    risk: "Low",
    rule: "allowed",
  },
};

/** 0 for the gravest category; the smaller number counts. */
export function gravity(category: Category): number {
  return CATEGORIES.indexOf(category);
}

/** The graver of two. */
export function graver(one: Category, other: Category): Category {
  return gravity(one) <= gravity(other) ? one : other;
}
