/** Bytes to text, text to places, keys to what a careless reader would take them for. */

/** What this package needs of the platform's decoder; its types come with no library this package may use. */
declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean; ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of UTF-8 bytes; undefined for bytes that are not UTF-8, or begin with a byte order mark. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    const text = decoder.decode(bytes);
    return text.charCodeAt(0) === 0xfeff ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Line and column of an offset, both from 1; the column counts code points. Lines end with LF, CRLF or CR. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, Math.max(0, offset));
  let line = 1;
  let lineStart = 0;
  for (const end of before.matchAll(/\r\n|\n|\r(?!\n)/g)) {
    line++;
    lineStart = end.index + end[0].length;
  }
  return { line, column: [...before.slice(lineStart)].length + 1 };
}

/**
 * The key as readers that ignore case see it: ASCII letters small, U+017F (ſ) as s, U+212A (the Kelvin sign) as k.
 * Length in UTF-16 units never changes.
 */
export function foldKey(key: string): string {
  return /[A-Z\u017F\u212A]/.test(key) ? key.replace(/[A-Z\u017F\u212A]/g, foldLetter) : key;
}

function foldLetter(letter: string): string {
  if (letter === "\u017F") return "s";
  return letter === "\u212A" ? "k" : letter.toLowerCase();
}

/**
 * The key as the most forgiving readers known might take it: besides case also compatibility forms (ｎ for n), ı and İ,
 * white space and invisible characters, and `_` and `-` (the Python SDK of MCP takes `request_state` for
 * `requestState` and `meta` for `_meta`). Two keys that are equal so must not stand for different things.
 */
export function looseKey(key: string): string {
  if (/^[a-z]*$/.test(key)) return key;
  const plain = foldKey(key.normalize("NFKC")).replace(/[\s\p{C}_-]/gu, "");
  return plain.toLowerCase().replace(/\u0131|i\u0307/g, "i");
}
