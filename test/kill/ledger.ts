/** The ledger of a server: one line a call, appended before the call is answered, so that it outlives any death. */
import { appendFileSync, existsSync, readFileSync } from "node:fs";

/** A call as it reached the server. */
export type Entry = { readonly name: string; readonly amount: number };

export function writeEntry(file: string, { name, amount }: Entry): void {
  appendFileSync(file, `${JSON.stringify({ name, amount })}\n`);
}

/** Every call that reached the server, in the order of arrival. */
export function readLedger(file: string): readonly Entry[] {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Entry]));
}
