/** Pieces cut out of a text that otherwise keeps every byte. */

export type Cut = { readonly start: number; readonly end: number; readonly instead: string };

/** The text with its pieces replaced; the same string when there are none. */
export function splice(text: string, cuts: readonly Cut[]): string {
  let spliced = "";
  let from = 0;
  for (const { start, end, instead } of [...cuts].sort((a, b) => a.start - b.start)) {
    spliced += text.slice(from, start) + instead;
    from = end;
  }
  return from === 0 ? text : spliced + text.slice(from);
}

/** Takes entries out of an array or object, each with the comma that goes with it. */
export class Trimmer {
  readonly #cuts: Cut[] = [];
  #first: number | undefined;
  #previousEnd = 0;
  #kept = 0;

  /** Is told of every entry in turn, by its offsets. */
  entry(start: number, end: number, keep: boolean): void {
    this.#first ??= start;
    if (!keep) {
      // The comma goes with the entry: the one before it, or, as long as nothing is kept, the one behind.
      if (this.#kept > 0) {
        this.#cuts.push({ start: this.#previousEnd, end, instead: "" });
      }
    } else if (this.#kept++ === 0 && start > this.#first) {
      this.#cuts.push({ start: this.#first, end: start, instead: "" });
    }
    this.#previousEnd = end;
  }

  get kept(): number {
    return this.#kept;
  }

  cuts(): readonly Cut[] {
    return this.#kept === 0 && this.#first !== undefined
      ? [{ start: this.#first, end: this.#previousEnd, instead: "" }]
      : this.#cuts;
  }
}
