/** The parts of a page, one after the other. */
import type { Category, Grade, GradeReason, Risk, Severity } from "@turnpike/catalogue";
import type { Content } from "./inline.js";

/** How a text to be copied is written. */
export type Language = "json" | "yaml" | "console";

/** A tool in a list of tools. */
export type ToolLine = {
  readonly name: string;
  readonly page: string;
  readonly category: Category;
  readonly risk: Risk;
  readonly says: string;
  readonly tokens: number;
  readonly signals: readonly string[];
  /** Set where the list has tools of several servers. */
  readonly server?: { readonly name: string; readonly page: string };
};

/** A server in a list of servers. */
export type ServerLine = {
  readonly name: string;
  readonly page: string;
  readonly grade: Grade;
  readonly points: number;
  readonly counts: Counts;
  readonly findings: number;
  readonly tokens: number;
};

/** How many tools there are of each category. */
export type Counts = Readonly<Record<Category, number>>;

/** A part of a page. */
export type Block =
  | {
      readonly kind: "heading";
      readonly level: 2 | 3;
      readonly id: string;
      readonly content: Content;
      /** What it is called in the list of what a page has. */
      readonly short?: string;
    }
  | { readonly kind: "paragraph"; readonly content: Content; readonly weight?: "lead" | "note" }
  | { readonly kind: "quote"; readonly content: Content }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: "facts"; readonly items: readonly { readonly term: string; readonly value: Content }[] }
  | {
      readonly kind: "table";
      readonly caption: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly Content[])[];
    }
  | { readonly kind: "copied"; readonly label: string; readonly language: Language; readonly text: string }
  /** Folded away on the page; `twin` is whether the Markdown has it as well. */
  | { readonly kind: "folded"; readonly summary: string; readonly content: readonly Block[]; readonly twin: boolean }
  | { readonly kind: "grade"; readonly grade: Grade; readonly points: number; readonly reasons: readonly GradeReason[] }
  | { readonly kind: "bar"; readonly counts: Counts }
  | {
      readonly kind: "finding";
      readonly severity: Severity;
      readonly code: string;
      readonly content: Content;
      readonly cases: readonly Content[];
    }
  | { readonly kind: "tools"; readonly label: string; readonly lines: readonly ToolLine[]; readonly find: boolean }
  | { readonly kind: "servers"; readonly label: string; readonly lines: readonly ServerLine[] };

export const heading = (id: string, content: Content, short?: string): Block => ({
  kind: "heading",
  level: 2,
  id,
  content,
  ...(short !== undefined && { short }),
});
export const smallHeading = (id: string, content: Content): Block => ({ kind: "heading", level: 3, id, content });
export const paragraph = (content: Content): Block => ({ kind: "paragraph", content });
export const note = (content: Content): Block => ({ kind: "paragraph", content, weight: "note" });
export const bullets = (items: readonly Content[]): Block => ({
  kind: "list",
  ordered: false,
  items: items.map((content) => [paragraph(content)]),
});
export const steps = (items: readonly (readonly Block[])[]): Block => ({ kind: "list", ordered: true, items });

/** A text with a button that copies it. */
export const copied = (label: string, language: Language, text: string): Block => ({
  kind: "copied",
  label,
  language,
  text,
});
