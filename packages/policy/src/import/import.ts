/**
 * Other dialects, turned into version 1. What is translated is checked as any document is; what changes its meaning in
 * the least is said, and what cannot be translated faithfully is refused at the line that people wrote.
 */

import { readDocument } from "../check/document.js";
import type { PolicyDocument } from "../document.js";
import { Report } from "../parse/report.js";
import { type Format, readNodes } from "../parse/text.js";
import type { Problem } from "../problems.js";
import type { ImportContext } from "./context.js";
import { importDocument } from "./envelope.js";

export type Imported =
  | {
      readonly ok: true;
      readonly document: PolicyDocument;
      /** One sentence for each thing that is not as it was; empty for a document of version 1. */
      readonly changes: readonly string[];
      readonly warnings: readonly Problem[];
    }
  | { readonly ok: false; readonly errors: readonly Problem[] };

/** Imports a policy of another dialect, a bare fragment, or a document of version 1, which stays as it is. */
export function importPolicy(text: string, format?: Format): Imported {
  const report = new Report(text);
  const context: ImportContext = { report, changes: new Set(), counters: new Set() };
  const root = readNodes(text, format, report);
  const document = root === undefined ? undefined : readDocument(importDocument(root, context), report);
  const { errors, warnings } = report;
  if (document === undefined || errors.length > 0) return { ok: false, errors };
  return { ok: true, document, changes: [...context.changes], warnings };
}
