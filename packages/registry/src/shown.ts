/** Text of strangers as it stands on a page: on one line, with what nobody would see written out as its code point. */
import { visible } from "@turnpike/catalogue";

/** The text as it is shown; most of it is ASCII and shown as it is. */
export function shown(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : visible(text);
}
