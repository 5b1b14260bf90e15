/**
 * Collects the problems of a test file. A policy may hold no number that doubles do not carry, and the reader refuses
 * one wherever it stands; in the arguments of a call it is exactly what a test may be about, so there it is kept.
 */

import { type JsonValue, UncarriedNumber } from "@turnpike/json";
import { Report, type Spot } from "../parse/report.js";
import { resolvePlain } from "../parse/yaml-scalar.js";
import type { ErrorCode } from "../problems.js";

const ARGUMENTS = /^\/cases\/\d+\/calls\/\d+\/args\//;
const LITERAL = /[-+.0-9A-Za-z]+/y;

export class SuiteReport extends Report {
  readonly #text: string;
  readonly #kept = new Map<number, JsonValue>();

  constructor(text: string) {
    super(text);
    this.#text = text;
  }

  /** The number at this offset that no double carries; undefined when there is none. */
  keptAt(start: number): JsonValue | undefined {
    return this.#kept.get(start);
  }

  override error(spot: Spot, code: ErrorCode, message: string, hint: string): undefined {
    const number = code === "uncarried_number" && ARGUMENTS.test(spot.pointer) ? this.#numberAt(spot.start) : undefined;
    if (number === undefined) return super.error(spot, code, message, hint);
    this.#kept.set(spot.start, number);
  }

  #numberAt(start: number): UncarriedNumber | undefined {
    LITERAL.lastIndex = start;
    const scalar = resolvePlain(LITERAL.exec(this.#text)?.[0] ?? "");
    return scalar.kind === "number" && scalar.value instanceof UncarriedNumber ? scalar.value : undefined;
  }
}
