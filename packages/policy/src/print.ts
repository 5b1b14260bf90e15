/** From document to text. */

import type { PolicyDocument } from "./document.js";

/** The document as JSON; parsing it gives an equal document. */
export function printPolicy(document: PolicyDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
