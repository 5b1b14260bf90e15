/** Collects problems while a document is read and checked; places become lines and columns only at the end. */

import { lineAndColumn } from "@turnpike/json";
import type { ErrorCode, Problem, ProblemCode, WarningCode } from "../problems.js";

/** Where a problem is: an offset into the text and the pointer of the value. */
export type Spot = { readonly start: number; readonly pointer: string };

type Noted = { readonly spot: Spot; readonly code: ProblemCode; readonly message: string; readonly hint: string };

export class Report {
  readonly #text: string;
  readonly #errors: Noted[] = [];
  readonly #warnings: Noted[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  error(spot: Spot, code: ErrorCode, message: string, hint: string): undefined {
    this.#errors.push({ spot, code, message, hint });
  }

  warn(spot: Spot, code: WarningCode, message: string, hint: string): undefined {
    this.#warnings.push({ spot, code, message, hint });
  }

  get failed(): boolean {
    return this.#errors.length > 0;
  }

  /** Errors in the order of the text. */
  get errors(): readonly Problem[] {
    return this.#placed(this.#errors);
  }

  /** Warnings in the order of the text. */
  get warnings(): readonly Problem[] {
    return this.#placed(this.#warnings);
  }

  /** Goes through the text once, however many problems there are. */
  #placed(noted: readonly Noted[]): readonly Problem[] {
    let at = { offset: 0, line: 1, column: 1 };
    return noted
      .toSorted((a, b) => a.spot.start - b.spot.start)
      .map(({ spot, code, message, hint }) => {
        at = this.#further(at, spot.start);
        return { line: at.line, column: at.column, pointer: spot.pointer, code, message, hint };
      });
  }

  #further(from: { offset: number; line: number; column: number }, offset: number) {
    const between = this.#text.slice(from.offset, offset);
    const { line, column } = lineAndColumn(between, between.length);
    return { offset, line: from.line + line - 1, column: line === 1 ? from.column + column - 1 : column };
  }
}
