/** A filter as a tree. */

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";
export type TextTest = "Contains" | "StartsWith" | "EndsWith";

export type Literal =
  | { readonly kind: "null" }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "number"; readonly value: string }
  | { readonly kind: "flag"; readonly value: boolean }
  /** In ISO 8601 with milliseconds. */
  | { readonly kind: "moment"; readonly value: string }
  | { readonly kind: "guid"; readonly value: string };

export type Expression =
  | { readonly kind: "and" | "or"; readonly parts: readonly Expression[] }
  | {
      readonly kind: "compare";
      readonly field: string;
      readonly by: Comparison;
      readonly value: Literal;
      readonly at: number;
    }
  | {
      readonly kind: "test";
      readonly field: string;
      readonly test: TextTest;
      readonly value: string;
      readonly at: number;
    };
