/** The keys of a call's arguments, as the log keeps them: enough to see what was given, never the values. */
import type { MessageSubject } from "./message.js";

const MOST_KEYS = 64;
const MOST_CHARACTERS = 128;
/** Sorting more than these would let one message hold up others. */
const MOST_SORTED = 4096;

const NONE: readonly string[] = [];

/** Sorted top-level keys, at most 64, each cut to 128 characters. */
export function argumentKeys(subject: MessageSubject | undefined): readonly string[] {
  if (subject === undefined || subject.kind === "resource" || subject.args === undefined) {
    return NONE;
  }
  const keys = Object.keys(subject.args as object);
  if (keys.length > MOST_SORTED) {
    keys.length = MOST_SORTED;
  }
  keys.sort();
  if (keys.length > MOST_KEYS) {
    keys.length = MOST_KEYS;
  }
  return keys.some((key) => key.length > MOST_CHARACTERS) ? keys.map(cut) : keys;
}

/** Cuts by characters, not UTF-16 units, so that no half of a surrogate pair is left. */
function cut(key: string): string {
  return key.length > MOST_CHARACTERS ? [...key.slice(0, 2 * MOST_CHARACTERS)].slice(0, MOST_CHARACTERS).join("") : key;
}
