/** From text to document: read, then checked, with every error at once. */

import { readDocument } from "./check/document.js";
import type { PolicyDocument } from "./document.js";
import { Report } from "./parse/report.js";
import { type Format, readNodes } from "./parse/text.js";
import type { Problem } from "./problems.js";

export type Parsed =
  | { readonly ok: true; readonly document: PolicyDocument; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly errors: readonly Problem[]; readonly warnings: readonly Problem[] };

/** Parses a policy. Without a format, text whose first character that is not blank is `{` is JSON, else YAML. */
export function parsePolicy(text: string, format?: Format): Parsed {
  const report = new Report(text);
  const root = readNodes(text, format, report);
  const document = root === undefined ? undefined : readDocument(root, report);
  const { errors, warnings } = report;
  return document === undefined || errors.length > 0
    ? { ok: false, errors, warnings }
    : { ok: true, document, warnings };
}
