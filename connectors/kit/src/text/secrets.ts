/**
 * Keeps credentials out of what is passed on.
 *
 * A server with a debugging hook may echo the request. Whatever it says goes through here before anybody sees it.
 */

const replacement = "[hidden]";

/**
 * Makes the function that replaces each of `secrets` in a text: plain, as a URL or a form encodes it, or as JSON may escape
 * it, since what is read as JSON afterwards would show it again.
 */
export function hiding(secrets: readonly string[]): (text: string) => string {
  const spellings = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams([["", secret]]).toString().slice(1),
  ]);
  const longestFirst = [...new Set(spellings)].filter((each) => each !== "").sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return (text) => text;
  const any = new RegExp(longestFirst.map(inJson).join("|"), "g");
  return (text) => text.replace(any, replacement);
}

/** A pattern for a text, each character of it as it is or as JSON can write it. */
function inJson(text: string): string {
  return text.split("").map(characterInJson).join("");
}

function characterInJson(character: string): string {
  const plain = /\w/.test(character) ? character : `\\\\?\\${character}`;
  const code = character.charCodeAt(0).toString(16).padStart(4, "0");
  const digits = code.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  return `(?:${plain}|\\\\u${digits})`;
}
