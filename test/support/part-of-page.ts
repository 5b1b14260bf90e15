/** Parts of pages that a test makes, between two comments. */
import { readFile, writeFile } from "node:fs/promises";
import { expect } from "vitest";

/** Expects the part of this name to be `text`; under `UPDATE_DOCS=1` makes it so. */
export async function expectPart(page: URL, name: string, text: string): Promise<void> {
  const [begin, end] = [`<!-- ${name}:begin -->\n`, `<!-- ${name}:end -->`];
  const whole = await readFile(page, "utf8");
  const start = whole.indexOf(begin) + begin.length;
  const stop = whole.indexOf(end);
  expect(start).toBeGreaterThan(begin.length);
  if (process.env.UPDATE_DOCS === "1") {
    await writeFile(page, `${whole.slice(0, start)}${text}${whole.slice(stop)}`);
  } else {
    expect(whole.slice(start, stop)).toBe(text);
  }
}
